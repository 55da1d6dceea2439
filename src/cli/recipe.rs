//! Flags that say how a network is trained: loss, optimizer and what goes with them.

use std::collections::BTreeMap;

use clap::Args;
use gradshader::dataset::ClassWeights;
use gradshader::defaults::Defaults;
use gradshader::error::{Error, Result};
pub(super) use gradshader::formula::OptimizerName;
use gradshader::formula::{Loss, Optimizer, OptimizerSettings};
use gradshader::schedule::{Schedule, Schedules, Shape};
use gradshader::train::{Average, Hyperparameters};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// In a configuration file they stand with the others; [`super::config`] puts them here.
#[derive(Debug, Clone, Default, PartialEq, Args, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RecipeArguments {
    /// What is minimised: half-squared-error, absolute-error, huber, binary-cross-entropy (with a
    /// sigmoid at the output) or softmax-cross-entropy (with a softmax) [default: softmax-cross-entropy
    /// for classes, binary-cross-entropy for labels, half-squared-error for values]
    #[arg(long, value_name = "NAME")]
    pub(super) loss: Option<Loss>,

    /// What becomes of a gradient [default: adamw]
    #[arg(long, value_name = "sgd|adam|adamw|nadam|rmsprop|adagrad|lion")]
    pub(super) optimizer: Option<OptimizerName>,

    /// Momentum of sgd and rmsprop [default: 0]
    #[arg(long, value_name = "F", allow_negative_numbers = true)]
    pub(super) momentum: Option<f64>,

    /// How much of each gradient but the first the momentum of sgd leaves out [default: 0]
    #[arg(long, value_name = "F", allow_negative_numbers = true)]
    pub(super) dampening: Option<f64>,

    /// Let the momentum of sgd look ahead
    #[arg(long)]
    pub(super) nesterov: bool,

    /// How slowly means of gradients forget: adam, adamw, nadam, lion [default: 0.9]
    #[arg(long, value_name = "F", allow_negative_numbers = true)]
    pub(super) beta1: Option<f64>,

    /// How slowly means of their squares forget, for lion its state [default: 0.999; rmsprop and
    /// lion 0.99]
    #[arg(long, value_name = "F", allow_negative_numbers = true)]
    pub(super) beta2: Option<f64>,

    /// What is added to a root before it divides [default: 1e-8; adagrad 1e-10]
    #[arg(long, value_name = "F", allow_negative_numbers = true)]
    pub(super) epsilon: Option<f64>,

    /// L2: the gradient of F/2 times the squared weights is added to the loss's [default: 0]
    #[arg(long, value_name = "F", allow_negative_numbers = true)]
    pub(super) l2: Option<f64>,

    /// Decoupled decay: each step takes F times the learning rate off each weight [default: what suits the
    /// table with adamw, else 0]
    #[arg(long, value_name = "F", allow_negative_numbers = true)]
    pub(super) decay: Option<f64>,

    /// Let biases decay too
    #[arg(long)]
    pub(super) decay_biases: bool,

    /// Scale the gradients of a step down to this norm, all together
    #[arg(long, value_name = "F", allow_negative_numbers = true)]
    pub(super) clip_norm: Option<f64>,

    /// Clip each element of a gradient to this size
    #[arg(long, value_name = "F", allow_negative_numbers = true)]
    pub(super) clip_value: Option<f64>,

    /// Drop the answers of hidden layers with this probability: one, or one a hidden layer
    /// [default: 0]
    #[arg(long, value_name = "P[,P]", value_delimiter = ',', allow_negative_numbers = true)]
    pub(super) dropout: Option<Vec<f64>>,

    /// Drop inputs with this probability [default: 0]
    #[arg(long, value_name = "P", allow_negative_numbers = true)]
    pub(super) input_dropout: Option<f64>,

    /// Spread this share of each target over all classes; for the cross-entropies [default: 0]
    #[arg(long, value_name = "F", allow_negative_numbers = true)]
    pub(super) label_smoothing: Option<f64>,

    /// What the learning rate follows: constant, step, exponential, linear, cosine, cosine-restarts,
    /// one-cycle, coslog, flat-cosine or plateau, with parameters as step:size=10,factor=0.5
    /// [default: cosine]
    #[arg(long, value_name = "NAME[:PARAMETERS]")]
    pub(super) schedule: Option<Shape>,

    /// What L2 and decay follow, as --schedule; decoupled decay is times the learning rate besides
    /// [default: constant]
    #[arg(long, value_name = "NAME[:PARAMETERS]")]
    pub(super) decay_schedule: Option<Shape>,

    /// What the probabilities of dropout follow, as --schedule, with factors of at most 1, such as
    /// linear:start=0,final=1 [default: constant]
    #[arg(long, value_name = "NAME[:PARAMETERS]")]
    pub(super) dropout_schedule: Option<Shape>,

    /// Let the learning rate rise over so many steps before [default: 0]
    #[arg(long, value_name = "STEPS", allow_negative_numbers = true)]
    pub(super) warm_up: Option<u64>,

    /// Keep, measure and save an average of the weights over the steps: mean, or ema:0.999, of which
    /// each step keeps so much and which begins with the first step's weights
    #[arg(long, value_name = "ema:F|mean")]
    pub(super) average: Option<String>,

    /// How much samples of a class count in the loss: balanced, each class the same in all, or
    /// CLASS=F,CLASS=F, others 1 [default: 1 each]
    #[arg(long, value_name = "balanced|CLASS=F[,..]")]
    pub(super) class_weight: Option<ClassWeights>,

    /// Column of numbers that say how much each sample counts in the loss; it is no feature. Metrics
    /// count each sample once
    #[arg(long, value_name = "COL")]
    pub(super) weight_column: Option<String>,
}

impl RecipeArguments {
    /// What the flags say and, where they say nothing, what the file says.
    pub(super) fn or(self, file: Self) -> Self {
        macro_rules! merged {
            ($($option:ident)*; $($switch:ident)*) => {
                Self {
                    $($option: self.$option.or(file.$option),)*
                    $($switch: self.$switch || file.$switch,)*
                }
            };
        }
        merged!(
            loss optimizer momentum dampening beta1 beta2 epsilon l2 decay clip_norm clip_value dropout
            input_dropout label_smoothing schedule decay_schedule dropout_schedule warm_up average
            class_weight weight_column;
            nesterov decay_biases
        )
    }

    /// The same with a value for every option that has a default and is not moot.
    pub(super) fn complete(mut self, defaults: &Defaults) -> Self {
        let name = *self.optimizer.get_or_insert(defaults.optimizer);
        let optimizer = self.optimizer();
        let suits = OptimizerSettings::new(optimizer);
        if has_momentum(name) {
            self.momentum.get_or_insert(0.0);
        }
        if has_beta1(name) {
            self.beta1.get_or_insert(suits.beta1);
        }
        if has_beta2(name) {
            self.beta2.get_or_insert(suits.beta2);
        }
        if has_epsilon(name) {
            self.epsilon.get_or_insert(suits.epsilon);
        }
        self.l2.get_or_insert(0.0);
        self.decay.get_or_insert(defaults.decay(name));
        self.dropout.get_or_insert_with(|| vec![defaults.dropout]);
        self.input_dropout.get_or_insert(0.0);
        let smooths = self.loss.is_some_and(Loss::from_logits);
        self.label_smoothing.get_or_insert(if smooths { defaults.label_smoothing } else { 0.0 });
        self.schedule.get_or_insert(defaults.schedule);
        self.decay_schedule.get_or_insert(defaults.other_schedules);
        self.dropout_schedule.get_or_insert(defaults.other_schedules);
        self.warm_up.get_or_insert(0);
        self
    }

    /// Checks what is said here against the optimizer, which may be said elsewhere.
    ///
    /// # Errors
    /// Name a flag that the optimizer has no use for.
    pub(super) fn check_told(&self, optimizer: OptimizerName) -> Result<()> {
        let told = [
            ("--momentum", self.has_momentum(), has_momentum(optimizer), "sgd"),
            ("--dampening", self.dampening.is_some(), optimizer == OptimizerName::Sgd, "sgd"),
            ("--beta1", self.beta1.is_some(), has_beta1(optimizer), "adamw"),
            ("--beta2", self.beta2.is_some(), has_beta2(optimizer), "adamw"),
            ("--epsilon", self.epsilon.is_some(), has_epsilon(optimizer), "adamw"),
        ];
        match told.into_iter().find(|(_, is_told, is_known, _)| *is_told && !is_known) {
            None => Ok(()),
            Some((flag, .., other)) => {
                Err(Error::input(format!("{flag} with {optimizer}, which has none"))
                    .advice(format!("leave it out, or train with --optimizer {other}")))
            }
        }
    }

    /// Leaves out the numbers that the optimizer does not have, so that nothing says they were used.
    pub(super) fn drop_moot(&mut self, optimizer: OptimizerName) {
        self.momentum = self.momentum.filter(|_| has_momentum(optimizer));
        self.dampening = self.dampening.filter(|_| optimizer == OptimizerName::Sgd);
        self.beta1 = self.beta1.filter(|_| has_beta1(optimizer));
        self.beta2 = self.beta2.filter(|_| has_beta2(optimizer));
        self.epsilon = self.epsilon.filter(|_| has_epsilon(optimizer));
    }

    /// Everything that has a value by name, in the words of files.
    pub(super) fn facts(&self) -> BTreeMap<String, Value> {
        let facts = serde_json::to_value(self).unwrap_or_default();
        let facts = facts.as_object().cloned().unwrap_or_default();
        let known = facts.into_iter().filter(|(_, value)| !value.is_null());
        known.map(|(name, value)| (name.replace('-', "_"), value)).collect()
    }

    /// Whether samples have weights.
    pub(super) fn weighs(&self) -> bool {
        self.class_weight.is_some() || self.weight_column.is_some()
    }

    /// What learning rate, decay and dropout follow.
    ///
    /// # Errors
    /// Where a warm-up does not go with it, or decay or dropout cannot follow it.
    pub(super) fn schedules(&self) -> Result<Schedules> {
        let after = |shape: Option<Shape>, warm_up: u64| match (shape, warm_up) {
            (None | Some(Shape::Constant), 0) => Ok(None),
            (shape, _) => Schedule::new(shape.unwrap_or(Shape::Constant), warm_up).map(Some),
        };
        let schedules = Schedules {
            learning_rate: after(self.schedule, self.warm_up.unwrap_or(0))?,
            decay: after(self.decay_schedule, 0)?,
            dropout: after(self.dropout_schedule, 0)?,
        };
        schedules.check()?;
        Ok(schedules)
    }

    fn optimizer(&self) -> Optimizer {
        self.optimizer.unwrap_or(OptimizerName::Sgd).optimizer(self.has_momentum())
    }

    /// Whether a momentum makes another optimizer of sgd and rmsprop.
    pub(super) fn has_momentum(&self) -> bool {
        self.momentum.is_some_and(|momentum| momentum != 0.0)
    }

    /// Puts what the flags say into the hyperparameters of a network with so many layers.
    ///
    /// # Errors
    /// Where flags do not go together.
    pub(super) fn apply(&self, layers: usize, mut h: Hyperparameters) -> Result<Hyperparameters> {
        let optimizer = self.optimizer();
        if self.nesterov && optimizer != Optimizer::Momentum {
            return Err(Error::input("--nesterov without sgd and momentum")
                .advice("give --momentum, for example 0.9, with --optimizer sgd"));
        }
        let dampening = self.dampening.unwrap_or(0.0);
        if dampening != 0.0 && optimizer != Optimizer::Momentum {
            return Err(Error::input("--dampening without momentum")
                .advice("give --momentum, for example 0.9"));
        }
        let mut settings = OptimizerSettings::new(optimizer);
        settings.dampening = dampening;
        settings.momentum = self.momentum.unwrap_or(0.0);
        settings.nesterov = self.nesterov;
        settings.beta1 = self.beta1.unwrap_or(settings.beta1);
        settings.beta2 = self.beta2.unwrap_or(settings.beta2);
        settings.epsilon = self.epsilon.unwrap_or(settings.epsilon);
        h.optimizer = optimizer;
        h.settings = settings;
        h.loss = self.loss.unwrap_or(h.loss);
        h.l2 = self.l2.unwrap_or(0.0);
        h.decay = self.decay.unwrap_or(0.0);
        h.weighted = self.weighs();
        h.decay_biases = self.decay_biases;
        h.clip_norm = self.clip_norm;
        h.clip_value = self.clip_value;
        h.label_smoothing = self.label_smoothing.unwrap_or(0.0);
        if h.label_smoothing > 0.0 && !h.loss.from_logits() {
            return Err(Error::input(format!("--label-smoothing with {}", h.loss))
                .advice("use it with --loss softmax-cross-entropy or binary-cross-entropy"));
        }
        h.dropout = self.dropout(layers)?;
        h.average = self.average.as_deref().map(average).transpose()?;
        Ok(h)
    }

    /// A probability for the inputs and for each layer but the last.
    fn dropout(&self, layers: usize) -> Result<Vec<f64>> {
        let hidden = match self.dropout.as_deref() {
            None => vec![0.0; layers - 1],
            Some([one]) => vec![*one; layers - 1],
            Some(each) if each.len() == layers - 1 => each.to_vec(),
            Some(each) => {
                return Err(Error::input(format!(
                    "{} probabilities of --dropout for {} hidden layers",
                    each.len(),
                    layers - 1
                ))
                .advice("give one, or one a hidden layer"));
            }
        };
        let all = [vec![self.input_dropout.unwrap_or(0.0)], hidden].concat();
        Ok(if all.iter().all(|&p| p == 0.0) { Vec::new() } else { all })
    }
}

fn has_momentum(optimizer: OptimizerName) -> bool {
    matches!(optimizer, OptimizerName::Sgd | OptimizerName::Rmsprop)
}

fn has_beta1(optimizer: OptimizerName) -> bool {
    use OptimizerName::{Adam, Adamw, Lion, Nadam};
    matches!(optimizer, Adam | Adamw | Nadam | Lion)
}

fn has_beta2(optimizer: OptimizerName) -> bool {
    has_beta1(optimizer) || optimizer == OptimizerName::Rmsprop
}

fn has_epsilon(optimizer: OptimizerName) -> bool {
    !matches!(optimizer, OptimizerName::Sgd | OptimizerName::Lion)
}

fn average(text: &str) -> Result<Average> {
    let kept = text.strip_prefix("ema:").and_then(|kept| kept.parse().ok());
    match (text, kept) {
        ("mean", _) => Ok(Average::Mean),
        (_, Some(kept)) => Ok(Average::Exponential(kept)),
        _ => Err(Error::input(format!("--average {text:?} is no average"))
            .advice("use ema:0.999 or mean")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_names_every_optimizer() {
        let command = RecipeArguments::augment_args(clap::Command::new("test"));
        let flag = command.get_arguments().find(|flag| flag.get_id() == "optimizer").unwrap();
        let names = OptimizerName::ALL.map(OptimizerName::name).join("|");
        assert_eq!(flag.get_value_names().unwrap(), [names.as_str()]);
    }

    #[test]
    fn a_probability_of_dropout_is_for_all_hidden_layers_or_one_each() {
        let of = |dropout: Option<Vec<f64>>, input: Option<f64>| {
            let arguments =
                RecipeArguments { dropout, input_dropout: input, ..RecipeArguments::default() };
            arguments.dropout(3)
        };
        assert_eq!(of(None, None).unwrap(), [0.0; 0]);
        assert_eq!(of(Some(vec![0.5]), None).unwrap(), [0.0, 0.5, 0.5]);
        assert_eq!(of(Some(vec![0.5, 0.0]), Some(0.2)).unwrap(), [0.2, 0.5, 0.0]);
        let error = of(Some(vec![0.5; 3]), None).unwrap_err().to_string();
        assert!(error.starts_with("3 probabilities of --dropout for 2 hidden layers"), "{error}");
    }

    #[test]
    fn a_number_that_the_optimizer_does_not_have_is_refused() {
        let momentum = RecipeArguments { momentum: Some(0.9), ..Default::default() };
        let betas = RecipeArguments { beta2: Some(0.9), ..Default::default() };
        let epsilon = RecipeArguments { epsilon: Some(0.1), ..Default::default() };
        for (told, fits, other) in [
            (&momentum, OptimizerName::Rmsprop, OptimizerName::Adam),
            (&betas, OptimizerName::Lion, OptimizerName::Sgd),
            (&epsilon, OptimizerName::Adagrad, OptimizerName::Lion),
        ] {
            told.check_told(fits).unwrap();
            let error = told.check_told(other).unwrap_err().to_string();
            assert!(error.contains(&format!(" with {other}, which has none")), "{error}");
        }
    }

    #[test]
    fn momentum_makes_another_optimizer_of_sgd_and_rmsprop() {
        let of = |optimizer, momentum| {
            let arguments = RecipeArguments { optimizer, momentum, ..RecipeArguments::default() };
            arguments.optimizer()
        };
        assert_eq!(of(None, None), Optimizer::Sgd);
        assert_eq!(of(Some(OptimizerName::Sgd), Some(0.9)), Optimizer::Momentum);
        assert_eq!(of(Some(OptimizerName::Rmsprop), Some(0.9)), Optimizer::RmspropMomentum);
        assert_eq!(of(Some(OptimizerName::Adamw), None), Optimizer::Adam);
        assert!(average("ema:0.9").is_ok() && average("median").is_err());
    }
}
