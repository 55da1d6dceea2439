//! The WGSL of a shader: its files one after the other, templates expanded.

use std::collections::BTreeMap;

use minijinja::value::merge_maps;
use minijinja::{Environment, Value, context};

use super::{
    Family, Forward, Lanes, Panel, Pass, Place, Product, RESIDENT_ROWS, Shader, Steps,
    WHOLE_LAYERS, WHOLE_PANEL, Word,
};
use crate::formula::Activation;
use crate::gpu::tile::Tile;
use crate::kernel::{activation, shader};

/// The files of the formulas of whole steps: shared ones, then those of the hidden activation and of
/// the output's, whose functions get names of their own.
struct StepFiles {
    shared: Vec<&'static str>,
    hidden: Vec<&'static str>,
    output: Vec<&'static str>,
}

impl StepFiles {
    fn of(steps: Steps) -> Self {
        let Steps { hidden, criterion, rules, .. } = steps;
        let hidden_files = steps.slope().files();
        let mut output = match criterion.slope() {
            Some(slope) => slope.files(),
            None => activation(criterion.output),
        };
        let functions = [hidden.functions(), criterion.output.functions()].concat();
        let mut shared = functions;
        shared.extend(criterion.loss_formulas());
        shared.extend(criterion.target_files());
        shared.extend(rules.weight.files());
        shared.extend(if steps.dropout { &["philox", "dropout_mask"][..] } else { &[] });
        let mut hidden: Vec<_> = hidden_files;
        hidden.retain(|file| !shared.contains(file));
        output.retain(|file| !shared.contains(file));
        Self { shared, hidden, output }
    }
}

/// What a file defines: the names of its functions and constants.
fn definitions(text: &str) -> Vec<&str> {
    let name = |line: &'_ str| -> Option<usize> {
        ["fn ", "const "].iter().find(|start| line.starts_with(**start)).map(|start| start.len())
    };
    let of = |line: &'_ str| -> Option<(usize, usize)> {
        let start = name(line)?;
        let end = line[start..].find(|letter: char| !letter.is_alphanumeric() && letter != '_')?;
        Some((start, start + end))
    };
    text.lines().filter_map(|line| of(line).map(|(start, end)| &line[start..end])).collect()
}

/// Files with all that they define under names that begin with `prefix`, so that two of a kind can
/// stand in one shader.
pub(crate) fn prefixed(texts: &[String], prefix: &str) -> String {
    let names: Vec<_> = texts.iter().flat_map(|text| definitions(text)).collect();
    let mut result = String::new();
    for text in texts {
        let mut rest = text.as_str();
        while let Some(start) = rest.find(|letter: char| letter.is_alphabetic() || letter == '_') {
            result.push_str(&rest[..start]);
            rest = &rest[start..];
            let word = |letter: char| !letter.is_alphanumeric() && letter != '_';
            let end = rest.find(word).unwrap_or(rest.len());
            if names.contains(&&rest[..end]) {
                result.push_str(prefix);
            }
            result.push_str(&rest[..end]);
            rest = &rest[end..];
        }
        result.push_str(rest);
        result.push('\n');
    }
    result
}

/// The files that stand between the formulas and a product.
fn glue(product: Product, place: Place) -> &'static [&'static str] {
    match product {
        Product::Update(_) => &["apply"],
        Product::Forward(Forward { f: Activation::Softmax, .. }) if place == Place::Last => {
            &["softmax_lanes", "judge"]
        }
        Product::Forward(_) if place == Place::Last => &["judge"],
        _ => &[],
    }
}

/// What the loops that fill a panel add to their ends and indices where they are to stay loops: a number
/// that is always 0, which the driver cannot know.
fn never(sizes: &str, unrolled: bool) -> String {
    if unrolled { String::new() } else { format!(" + {sizes}.never") }
}

impl Shader {
    /// The names of the shader files it is composed of, without `.wgsl`.
    pub fn files(self) -> Vec<&'static str> {
        let mut files = match self {
            Self::Plain(kernel) => return kernel.files(),
            Self::Panel(product, panel, word, place) => {
                let mut files = vec!["layout", word.name(), "numbers_vec4"];
                files.extend(product.formulas(place));
                files.extend(product.asks_lanes(place).then_some(panel.lanes.file()));
                files.extend(glue(product, place));
                files.push(product.file(Family::Panels));
                files
            }
            Self::Tile(product, pass, place) => {
                let (first, last): (&[_], &[_]) = match pass {
                    Pass::Sum => (&[], &["tile_sum"]),
                    _ if self.is_mixed() => (&["f16"], &["tile_operands", "matrices"]),
                    _ => (&[], &["tile_operands", "tile"]),
                };
                let mut files = [first, &["layout", Word::F32.name(), "numbers_vec4"]].concat();
                if pass.finishes() {
                    files.extend(product.formulas(place));
                    files.extend(glue(product, place));
                }
                files.extend([product.file(Family::Tiles), "tile_common"]);
                files.extend(last);
                files.extend(product.ends_step(place).then_some("tile_end"));
                files
            }
            Self::WholeSteps(steps, ..) | Self::ResidentSteps(steps, _) => {
                let (word, last) = match self {
                    Self::WholeSteps(_, panel, word) => {
                        (word, vec![panel.lanes.file(), "whole_steps"])
                    }
                    _ => (Word::F32, vec!["resident_steps"]),
                };
                let StepFiles { shared, hidden, output } = StepFiles::of(steps);
                let mut files = vec![word.name(), "numbers_vec4"];
                files.extend(shared.into_iter().chain(hidden).chain(output));
                let softmax = steps.criterion.output == Activation::Softmax;
                let lanes = softmax.then_some("softmax_lanes");
                files.extend(["apply", "judge", "steps_common"].into_iter().chain(lanes));
                files.extend(last);
                files
            }
        };
        let mut seen = Vec::new();
        files.retain(|file| {
            !seen.contains(file) && {
                seen.push(*file);
                true
            }
        });
        files
    }

    /// What its templates are expanded with.
    fn variables(self) -> Value {
        let operands = self.named_operands();
        let names = operands.iter().map(|&(name, _)| name);
        let bindings: BTreeMap<_, _> = names.zip(1u32..).collect();
        let own = match self {
            Self::Plain(kernel) => return kernel.variables(),
            Self::Panel(_, Panel { terms, vectors, unrolled, lanes }, _, place) => {
                context! {
                    K => terms,
                    V => vectors,
                    NEVER => never("command", unrolled),
                    FIRST => place == Place::First,
                    LAST => place == Place::Last,
                    ..lanes.variables()
                }
            }
            Self::Tile(product, pass, place) => {
                let end = product.ends_step(place);
                let matrix = match pass.tile() {
                    Tile::Matrices(matrices) => matrices.side(),
                    _ => 0,
                };
                context! {
                    HALVES => pass.tile().halves(),
                    MATRIX => matrix,
                    UPDATE => matches!(product, Product::Update(_)),
                    LOADS => pass.loads(),
                    FINISHES => pass.finishes(),
                    FIRST => place == Place::First,
                    LOSS => place == Place::Last && !end,
                    END => end,
                    PARTIAL => pass.is_split().then_some(operands.len() + 1),
                }
            }
            Self::WholeSteps(steps, Panel { terms, unrolled, lanes, .. }, _) => {
                let [forward, backward] = WHOLE_PANEL;
                context! {
                    KF => forward, KB => backward, KG => terms,
                    KMAX => forward.max(backward).max(terms),
                    NEVER => never("run", unrolled),
                    ..merge_maps([lanes.variables(), steps.variables()])
                }
            }
            Self::ResidentSteps(steps, residence) => {
                context! {
                    ROWS => RESIDENT_ROWS,
                    HAS_WORK => residence.work > 0,
                    ..steps.variables()
                }
            }
        };
        let product = match self {
            Self::Panel(product, _, _, place) | Self::Tile(product, _, place) => {
                product.variables(place)
            }
            _ => context! {},
        };
        merge_maps([context! { B => bindings }, own, product])
    }

    /// The WGSL: its files one after the other, templates expanded. `replaced` holds texts to take
    /// instead of the shipped ones.
    pub fn wgsl(self, replaced: &BTreeMap<String, String>) -> String {
        if let Self::Plain(kernel) = self {
            return kernel.wgsl_with(|name| replaced.get(name).map(String::as_str));
        }
        let text = |name: &str| match replaced.get(name) {
            Some(text) => text.clone(),
            None => shader(name).expect("every file of a shader exists").to_owned(),
        };
        let texts = |files: &[&str]| files.iter().map(|file| text(file)).collect::<Vec<_>>();
        let files = self.files();
        let text = match self {
            Self::WholeSteps(steps, ..) | Self::ResidentSteps(steps, _) => {
                let StepFiles { hidden, output, .. } = StepFiles::of(steps);
                let own = |file: &&&str| hidden.contains(*file) || output.contains(*file);
                let first = files.iter().position(|file| own(&file)).unwrap_or(files.len());
                let before = texts(&files[..first]);
                let after: Vec<_> =
                    files[first..].iter().filter(|file| !own(file)).copied().collect();
                let formulas =
                    [prefixed(&texts(&hidden), "hidden_"), prefixed(&texts(&output), "output_")];
                [before.join("\n"), formulas.join("\n"), texts(&after).join("\n")].join("\n")
            }
            _ => texts(&files).join("\n"),
        };
        let expanded = Environment::new().render_str(&text, self.variables());
        // A replaced template may be no template at all; the compiler then refuses the message.
        expanded.unwrap_or_else(|error| error.to_string())
    }
}

impl Product {
    /// What templates that it is part of are expanded with.
    fn variables(self, place: Place) -> Value {
        match self {
            Self::Forward(forward) => {
                let judged = forward.criterion.filter(|_| place == Place::Last);
                let criterion = judged.map_or_else(|| context! {}, |c| c.variables());
                context! {
                    KEEPS_SUM => forward.keeps_sum,
                    DROPOUT => forward.dropout,
                    COPIES => self.copies_coefficients(place),
                    SOFTMAX_ROW => forward.f == Activation::Softmax,
                    OUTPUT_PREFIX => "",
                    OUTPUT_COUNT => "command.columns",
                    ..criterion
                }
            }
            Self::Backward(backward) => context! { DROPOUT => backward.dropout },
            Self::Update(rules) => {
                let given = rules.unwrap_or_default();
                context! {
                    GRADIENT_ONLY => rules.is_none(),
                    DESCENT => rules.is_some() && given.are_descent(),
                    DECAY_BIASES => given.weight.links.decay_biases,
                    ..given.weight.variables()
                }
            }
        }
    }
}

impl Lanes {
    fn variables(self) -> Value {
        let (subgroups, lane) = match self {
            Self::Subgroup => (true, "subgroup_invocation_id"),
            Self::Four => (false, "local_invocation_index"),
        };
        context! { LANES => self.count(), SUBGROUPS => subgroups, LANE => lane }
    }
}

impl Steps {
    fn variables(self) -> Value {
        context! {
            LAYERS => WHOLE_LAYERS,
            SAME => self.hidden == self.criterion.output,
            OUTPUT_PREFIX => "output_",
            OUTPUT_COUNT => "run.layer[run.layers - 1u].outputs",
            DROPOUT => self.dropout,
            SLOPE_OF_SUM => self.slope().of == crate::formula::DerivativeOf::Sum,
            SOFTMAX_ROW => self.criterion.output == Activation::Softmax,
            DESCENT => self.rules.are_descent(),
            DECAY_BIASES => self.rules.weight.links.decay_biases,
            ..merge_maps([self.criterion.variables(), self.rules.weight.variables()])
        }
    }
}
