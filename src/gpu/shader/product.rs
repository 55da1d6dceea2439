//! A product of matrices with what is fused with it: its operands at each place of a step, and the dispatches
//! that it takes.

use crate::formula::Activation;
use crate::gpu::tile::Tile;
use crate::kernel::Access;
use crate::recipe::{Criterion, Rules, Slope};

use Access::{Read, Update, Write};

/// A product of matrices and what is fused with it. The fourth operand is of the result's shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Product {
    /// `h = f(x W + b)`; operands x, w, b, h.
    Forward(Forward),
    /// `back = (D W^T) f'`; operands d, w, what the slope is found from, back.
    Backward(Backward),
    /// `W -= eta/B X^T D`, `b -= eta/B sum D`, or what else the rules make of the gradients; operands
    /// x, d, coefficients, w, b. Without rules w and b are the gradients, which are all it writes.
    Update(Option<Rules>),
}

/// What follows a forward product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Forward {
    /// The activation; softmax in the last layer alone.
    pub f: Activation,
    /// Whether the sums are written too.
    pub keeps_sum: bool,
    /// Whether answers are dropped.
    pub dropout: bool,
    /// How the outputs are judged, in the last layer of a training step.
    pub criterion: Option<Criterion>,
}

/// What follows a backward product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Backward {
    /// The slope that it is multiplied by.
    pub slope: Slope,
    /// Whether answers were dropped.
    pub dropout: bool,
}

/// Where a layer stands in a training step: the first and the last take over what the commands at
/// the ends of the step do, so that those need no dispatch of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// Nothing is taken over.
    Inner,
    /// Forward and update read the rows of the batch from the data set, in shuffled order; forward
    /// also copies the coefficients of the step to where the others find them, unless it reads some
    /// itself.
    First,
    /// Forward finds the outputs' loss and delta from the targets. In tiles the delta is the fourth
    /// operand: they keep h, which nothing else reads, to themselves, and so bind 8 buffers,
    /// WebGPU's default limit. The update ends the step: the mean of the losses, the cursor.
    Last,
}

/// What one dispatch of a product does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pass {
    /// All, in tiles of this size.
    Whole(Tile),
    /// The sums of chunks of terms, in tiles of this size.
    Part(Tile),
    /// The sums of the chunks' sums, and what is done with them.
    Sum,
}

/// The families of shaders that have products.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Panels,
    Tiles,
}

impl Forward {
    /// An activation and nothing else.
    pub(in crate::gpu) fn new(f: Activation) -> Self {
        Self { f, keeps_sum: false, dropout: false, criterion: None }
    }
}

impl Product {
    /// Its shader file in a family.
    pub(super) fn file(self, family: Family) -> &'static str {
        let [panels, tiles] = match self {
            Self::Forward(_) => ["panel_forward", "tile_forward"],
            Self::Backward(_) => ["panel_backward", "tile_backward"],
            Self::Update(_) => ["panel_update", "tile_update"],
        };
        match family {
            Family::Panels => panels,
            Family::Tiles => tiles,
        }
    }

    /// The files of the formulas that it is composed with.
    pub(super) fn formulas(self, place: Place) -> Vec<&'static str> {
        let mut files = Vec::new();
        let drops = match self {
            Self::Forward(Forward { f, dropout, criterion, .. }) => {
                files.extend(crate::kernel::activation(f));
                if let Some(criterion) = criterion.filter(|_| place == Place::Last) {
                    files.extend(criterion.loss_formulas());
                    files.extend(criterion.delta_files());
                }
                dropout
            }
            Self::Backward(Backward { slope, dropout }) => {
                files.extend(slope.files());
                dropout
            }
            Self::Update(rules) => {
                files.extend(rules.unwrap_or_default().weight.files());
                false
            }
        };
        files.extend(
            drops.then_some(["coefficients_row", "philox", "dropout_mask"]).iter().flatten(),
        );
        files
    }

    /// The delta of an inner layer is all that a backward product finds, and the last layer alone has a
    /// softmax.
    pub(super) fn can_be(self, place: Place) -> bool {
        match self {
            Self::Forward(Forward { f: Activation::Softmax, .. }) => place == Place::Last,
            Self::Backward(_) => place == Place::Inner,
            _ => true,
        }
    }

    /// Whether in panels the lanes of a workgroup add something up between them: the last layer's losses.
    pub(super) fn asks_lanes(self, place: Place) -> bool {
        !matches!(self, Self::Backward(_)) && place == Place::Last
    }

    /// Whether it is the last of a step.
    pub(super) fn ends_step(self, place: Place) -> bool {
        matches!(self, Self::Update(_)) && place == Place::Last
    }

    /// The coefficients of the step are copied by the first forward product, where it reads none
    /// itself.
    pub fn copies_coefficients(self, place: Place) -> bool {
        match self {
            Self::Forward(forward) => place == Place::First && !forward.dropout,
            _ => false,
        }
    }

    /// Its operands by their names in the shaders, in the order of their bindings, which start at 1.
    pub(super) fn operands(self, family: Family, place: Place) -> Vec<(&'static str, Access)> {
        match self {
            Self::Forward(Forward { keeps_sum, dropout, criterion, .. }) => {
                let mut operands = vec![("x", Read), ("w", Read), ("b", Read), ("h", Write)];
                operands.extend(keeps_sum.then_some(("sum", Write)));
                let judged = criterion.filter(|_| place == Place::Last);
                let reads = dropout || judged.is_some_and(Criterion::has_coefficients);
                operands.extend(reads.then_some(("coefficients", Read)));
                match place {
                    Place::Inner => {}
                    Place::First => operands.extend([("order", Read), ("cursor", Read)]),
                    Place::Last => operands.extend([
                        ("targets", Read),
                        ("order", Read),
                        ("cursor", Read),
                        ("delta", Write),
                        ("sample_loss", Write),
                    ]),
                }
                if self.copies_coefficients(place) {
                    operands.extend([("schedule", Read), ("current", Write)]);
                }
                if family == Family::Tiles && place == Place::Last {
                    let delta = operands.iter().position(|(name, _)| *name == "delta");
                    operands[3] = operands.remove(delta.expect("it was put there"));
                }
                operands
            }
            Self::Backward(Backward { dropout, .. }) => {
                let mut operands = vec![("d", Read), ("w", Read), ("h", Read), ("back", Write)];
                operands.extend(dropout.then_some(("coefficients", Read)));
                operands
            }
            Self::Update(_) => {
                let mut operands = vec![
                    ("x", Read),
                    ("d", Read),
                    ("coefficients", Read),
                    ("w", Update),
                    ("b", Update),
                ];
                match place {
                    Place::Inner => {}
                    Place::First => operands.extend([("order", Read), ("cursor", Read)]),
                    Place::Last => operands.extend([
                        ("sample_loss", Read),
                        ("cursor", Update),
                        ("losses", Update),
                    ]),
                }
                operands
            }
        }
    }

    /// What tells it from others of its file.
    pub(super) fn label(self) -> String {
        let flag = |there: bool, label: &str| if there { label.to_owned() } else { String::new() };
        match self {
            Self::Forward(Forward { f, keeps_sum, dropout, criterion }) => {
                let criterion = criterion.map(|criterion| format!("_{}", criterion.label()));
                format!(
                    "_{f}{}{}{}",
                    criterion.unwrap_or_default(),
                    flag(keeps_sum, "_sum"),
                    flag(dropout, "_dropout")
                )
            }
            Self::Backward(Backward { slope, dropout }) => {
                format!("_{}{}", slope.label(), flag(dropout, "_dropout"))
            }
            Self::Update(None) => "_gradient".to_owned(),
            Self::Update(Some(rules)) if rules == Rules::default() => String::new(),
            Self::Update(Some(rules)) => {
                format!("_{}{}", rules.weight.label(), flag(rules.weight.links.average, "_average"))
            }
        }
    }
}

impl Place {
    pub(super) const ALL: [Self; 3] = [Self::Inner, Self::First, Self::Last];

    pub(super) fn suffix(self) -> &'static str {
        match self {
            Self::Inner => "",
            Self::First => "_first",
            Self::Last => "_last",
        }
    }
}

impl Pass {
    /// Whether it loads the two operands that are multiplied.
    pub(in crate::gpu) fn loads(self) -> bool {
        self != Self::Sum
    }

    /// Whether it does with the sums what follows.
    pub(in crate::gpu) fn finishes(self) -> bool {
        !matches!(self, Self::Part(_))
    }

    pub(in crate::gpu) fn is_split(self) -> bool {
        !(self.loads() && self.finishes())
    }

    /// The first layer's rows are loaded by the order; the last layer finishes a step.
    pub(in crate::gpu) fn can_be(self, place: Place) -> bool {
        match place {
            Place::Inner => true,
            Place::First => self.loads(),
            Place::Last => self.finishes(),
        }
    }

    /// The tile it computes.
    pub(in crate::gpu) fn tile(self) -> Tile {
        match self {
            Self::Whole(tile) | Self::Part(tile) => tile,
            Self::Sum => Tile::Small,
        }
    }
}
