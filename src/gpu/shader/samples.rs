//! Shaders, products and whole steps that between them bring out each formula and each part of a template.

use std::collections::HashSet;

use super::{
    Backward, Forward, Lanes, Panel, Pass, Place, Product, Residence, Shader, Steps, Word,
};
use crate::formula::{Activation, DerivativeOf};
use crate::gpu::matrix::Matrices;
use crate::gpu::tile::Tile;
use crate::kernel::Kernel;
use crate::recipe::{Criterion, Links, Rule, Rules, Slope};

impl Shader {
    /// Every kernel, and every fused shader in a form that brings out each part of its template.
    pub fn all() -> Vec<Self> {
        let mut all: Vec<_> = Kernel::all().into_iter().map(Self::Plain).collect();
        let panels = [
            (Word::F32, false, Lanes::Subgroup),
            (Word::U64, true, Lanes::Subgroup),
            (Word::F32, false, Lanes::Four),
        ];
        for (word, unrolled, lanes) in panels {
            let panel = Panel { terms: 8, vectors: 2, unrolled, lanes };
            for product in Product::samples() {
                let places = Place::ALL.iter().filter(|&&place| product.can_be(place));
                all.extend(places.map(|&place| Self::Panel(product.at(place), panel, word, place)));
            }
            let panel = Panel { vectors: 1, ..panel };
            let whole = |steps| Self::WholeSteps(steps, panel, word);
            all.extend(Steps::samples().into_iter().map(whole));
        }
        // 64-32-10 with a batch of 32, in 32 KiB and in 16.
        let residence = Residence { invocations: 256, parameters: 619, work: 0 };
        let with_work = Residence { work: 1120, ..residence };
        let residences = [with_work, residence].into_iter().cycle();
        let resident = Steps::samples().into_iter().zip(residences);
        all.extend(resident.map(|(steps, residence)| Self::ResidentSteps(steps, residence)));
        let mut tiles = |product: Product, pass: Pass| {
            let places = Place::ALL.iter().filter(|&&place| pass.can_be(place));
            let places = places.filter(|&&place| product.can_be(place));
            all.extend(places.map(|&place| Self::Tile(product.at(place), pass, place)));
        };
        // A softmax is a kernel of its own after a product in tiles.
        let softmax = |product: &Product| {
            matches!(product, Product::Forward(Forward { f: Activation::Softmax, .. }))
        };
        for product in Product::samples().into_iter().filter(|product| !softmax(product)) {
            tiles(product, Pass::Whole(Tile::Small));
        }
        for product in Product::of_the_seed() {
            let passes = [Tile::Middle, Tile::Large].map(Pass::Whole).into_iter();
            let passes = passes.chain([Pass::Part(Tile::Small), Pass::Sum]);
            let matrices = Matrices::ALL.map(Tile::Matrices);
            let part_of_matrices = Pass::Part(Tile::Matrices(Matrices::EightBy8));
            let passes = passes.chain(matrices.map(Pass::Whole)).chain([part_of_matrices]);
            passes.for_each(|pass| tiles(product, pass));
        }
        // Samples of one formula meet those of another at some places.
        let mut seen = HashSet::new();
        all.retain(|shader| seen.insert(*shader));
        all
    }
}

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
