//! Products and whole steps that between them bring out each formula and each part of a template.

use super::{Backward, Forward, Place, Product, Steps};
use crate::formula::{Activation, DerivativeOf};
use crate::recipe::{Criterion, Links, Rule, Rules, Slope};

impl Product {
    /// Each formula once in each product, and each variant of the product.
    pub(super) fn samples() -> Vec<Self> {
        let mut all = Vec::new();
        for f in Activation::ALL {
            let forward = Forward::new(f);
            all.push(Self::Forward(forward));
            let slope = Slope { f, of: f.derivative_of() };
            all.push(Self::Backward(Backward { slope, dropout: false }));
        }
        let relu = Forward::new(Activation::Relu);
        all.push(Self::Forward(Forward { keeps_sum: true, dropout: true, ..relu }));
        let slope = Slope { f: Activation::Relu, of: DerivativeOf::Sum };
        all.push(Self::Backward(Backward { slope, dropout: true }));
        for criterion in Criterion::samples() {
            let forward = Forward::new(criterion.output);
            all.push(Self::Forward(Forward { criterion: Some(criterion), ..forward }));
        }
        all.push(Self::Update(None));
        all.extend(Rules::samples().into_iter().map(|rules| Self::Update(Some(rules))));
        all
    }

    /// Sigmoids, half the squared error and gradient descent.
    pub(in crate::gpu) fn of_the_seed() -> [Self; 3] {
        let f = Activation::Sigmoid;
        let slope = Slope { f, of: DerivativeOf::Answer };
        [
            Self::Forward(Forward::new(f)),
            Self::Backward(Backward { slope, dropout: false }),
            Self::Update(Some(Rules::default())),
        ]
    }

    /// As it is at a place; what the last layer judges by is its own affair.
    pub(in crate::gpu) fn at(self, place: Place) -> Self {
        match self {
            Self::Forward(forward) if place == Place::Last && forward.criterion.is_none() => {
                let criterion = Criterion::of_the_seed(forward.f);
                Self::Forward(Forward { criterion: Some(criterion), ..forward })
            }
            Self::Forward(forward) if place != Place::Last => {
                Self::Forward(Forward { criterion: None, ..forward })
            }
            other => other,
        }
    }
}

impl Rules {
    /// Each optimizer, and each link.
    pub(super) fn samples() -> Vec<Self> {
        let of = |rule: Rule| {
            // What is scaled by the norm has its gradients first, and its update in kernels.
            let links = Links { clip_norm: false, ..rule.links };
            let weight = Rule { links, ..rule };
            let bias = Rule { links: Links { l2: false, decay: false, ..links }, ..rule };
            Self { weight, bias }
        };
        let mut all: Vec<_> = Rule::samples().into_iter().map(of).collect();
        let mut averaged = all[0];
        averaged.weight.links.average = true;
        averaged.bias.links.average = true;
        all.push(averaged);
        all
    }
}

impl Steps {
    /// The seed's, each formula once, and each variant.
    pub(super) fn samples() -> Vec<Self> {
        let seed = |hidden, output| Self {
            hidden,
            dropout: false,
            criterion: Criterion::of_the_seed(output),
            rules: Rules::default(),
        };
        let mut all = vec![
            seed(Activation::Sigmoid, Activation::Sigmoid),
            seed(Activation::Tanh, Activation::Linear),
        ];
        for f in Activation::ALL {
            all.push(seed(f, Activation::Linear));
        }
        for criterion in Criterion::samples() {
            all.push(Self { criterion, ..seed(Activation::Relu, criterion.output) });
        }
        for rules in Rules::samples() {
            all.push(Self { rules, ..seed(Activation::Relu, Activation::Linear) });
        }
        all.push(Self { dropout: true, ..seed(Activation::Relu, Activation::Linear) });
        all
    }
}
