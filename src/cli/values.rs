//! What flags take that is no number and no text: from the command line and from a configuration file.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::ValueEnum;
use gradshader::dataset;
pub(super) use gradshader::defaults::Preset;
use gradshader::error::Error;
use gradshader::network::Activation;
use gradshader::together;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Which shaders to run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Fusion {
    /// Fused shaders that suit the device, where there are such
    On,
    /// No fused shaders: the kernels one by one
    Off,
    /// Fused shaders for software adapters that compute in vectors of eight or four
    Panels,
    /// Fused shaders for GPUs, which any device can run
    Tiles,
}

/// In which precision to compute.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Precision {
    /// Everything in f32
    #[default]
    F32,
    /// The operands of products in f16, everything else in f32
    Mixed,
}

/// What networks of an ensemble share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Share {
    /// The weights and biases of the hidden layers
    Weights,
}

/// [`dataset::Task`] by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Task {
    /// One of several classes
    Classify,
    /// Several labels, each there or not
    Label,
    /// One or more real values
    Regress,
}

impl From<dataset::Task> for Task {
    fn from(task: dataset::Task) -> Self {
        match task {
            dataset::Task::Classify => Self::Classify,
            dataset::Task::Label => Self::Label,
            dataset::Task::Regress => Self::Regress,
        }
    }
}

impl From<Task> for dataset::Task {
    fn from(task: Task) -> Self {
        match task {
            Task::Classify => Self::Classify,
            Task::Label => Self::Label,
            Task::Regress => Self::Regress,
        }
    }
}

/// [`together::Mixing`] by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Mixing {
    /// Where that takes less time by an estimate and changes no bit
    Auto,
    /// Each shape by itself
    Never,
    /// All of one depth that may; on hardware GPUs within the bounds of what each is alone
    Always,
}

impl From<Mixing> for together::Mixing {
    fn from(mixing: Mixing) -> Self {
        match mixing {
            Mixing::Auto => Self::Auto,
            Mixing::Never => Self::Never,
            Mixing::Always => Self::Always,
        }
    }
}

/// A hidden layer as it is typed: `128` or `128:relu`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "OneWidth", into = "String")]
pub(super) struct HiddenLayer {
    pub(super) width: usize,
    /// `None`: that of all hidden layers.
    pub(super) activation: Option<Activation>,
}

/// In a configuration file, where a width alone is a number.
#[derive(Deserialize)]
#[serde(untagged, expecting = "expected one value or a list of values of the right type")]
enum OneWidth {
    Width(usize),
    Text(String),
}

impl TryFrom<OneWidth> for HiddenLayer {
    type Error = String;

    fn try_from(one: OneWidth) -> Result<Self, String> {
        match one {
            OneWidth::Width(width) => Ok(Self { width, activation: None }),
            OneWidth::Text(text) => text.parse(),
        }
    }
}

impl FromStr for HiddenLayer {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (width, activation) = match text.split_once(':') {
            Some((width, name)) => {
                (width, Some(name.trim().parse().map_err(|e: Error| e.to_string())?))
            }
            None => (text, None),
        };
        let width = width.trim().parse().map_err(|_| {
            format!("{:?} is no width; use for example 128,64 or 128:relu,64:tanh", width.trim())
        })?;
        Ok(Self { width, activation })
    }
}

impl fmt::Display for HiddenLayer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.width)?;
        self.activation.map_or(Ok(()), |activation| write!(f, ":{activation}"))
    }
}

impl From<HiddenLayer> for String {
    fn from(layer: HiddenLayer) -> Self {
        layer.to_string()
    }
}

/// The hidden layers, first to last. A type of its own, since clap takes a `Vec` for a flag that is
/// given several times. In a file it is a list, or one text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Hidden(pub(super) Vec<HiddenLayer>);

impl FromStr for Hidden {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "none" {
            return Ok(Self::default());
        }
        text.split(',').map(str::parse).collect::<Result<_, _>>().map(Self)
    }
}

impl fmt::Display for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("none");
        }
        for (place, layer) in self.0.iter().enumerate() {
            write!(f, "{}{layer}", if place == 0 { "" } else { "," })?;
        }
        Ok(())
    }
}

impl Serialize for Hidden {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.to_string())
    }
}

impl<'de> Deserialize<'de> for Hidden {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "expected one value or a list of values of the right type")]
        enum ListOrText {
            One(usize),
            List(Vec<OneWidth>),
            Text(String),
        }
        let layers = match ListOrText::deserialize(from)? {
            ListOrText::One(width) => Ok(Self(vec![HiddenLayer { width, activation: None }])),
            ListOrText::List(list) => {
                list.into_iter().map(HiddenLayer::try_from).collect::<Result<_, _>>().map(Self)
            }
            ListOrText::Text(text) => text.parse(),
        };
        layers.map_err(de::Error::custom)
    }
}

/// A share: `0.2` or `20%`.
pub(super) fn share(text: &str) -> Result<f64, String> {
    let (number, scale) = text.strip_suffix('%').map_or((text, 1.0), |number| (number, 100.0));
    let number: Result<f64, _> = number.trim().parse();
    number.map(|number| number / scale).map_err(|_| "it is no share, such as 0.2 or 20%".to_owned())
}

/// `learning-rate = 0.5` as well as `learning-rate = [0.5, 1.0]`.
pub(super) fn one_or_many<'de, T, D>(deserializer: D) -> Result<Option<Vec<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "expected one value or a list of values of the right type")]
    enum OneOrMany<T> {
        One(T),
        Many(Vec<T>),
    }
    Ok(Some(match OneOrMany::deserialize(deserializer)? {
        OneOrMany::One(value) => vec![value],
        OneOrMany::Many(values) => values,
    }))
}

/// A path as a log says it: what is no UTF-8 is replaced, for JSON has no other text.
pub(super) fn path_text<P: AsRef<Path>, S: Serializer>(
    path: &P,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&path.as_ref().to_string_lossy())
}

/// The same where there may be none.
pub(super) fn path_text_if_any<P: AsRef<Path>, S: Serializer>(
    path: &Option<P>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    path.as_ref().map(|path| path.as_ref().to_string_lossy()).serialize(serializer)
}

/// The same of several, a list; one as it is.
pub(super) fn path_texts<S: Serializer>(
    paths: &[PathBuf],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match paths {
        [path] => path_text(path, serializer),
        paths => serializer.collect_seq(paths.iter().map(|path| path.to_string_lossy())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hidden_layer_may_have_an_activation_of_its_own() {
        let hidden: Hidden = "128:relu, 64,32:gelu-tanh".parse().unwrap();
        let layer = |width, activation| HiddenLayer { width, activation };
        let expected = [
            layer(128, Some(Activation::Relu)),
            layer(64, None),
            layer(32, Some(Activation::GeluTanh)),
        ];
        assert_eq!(hidden.0, expected);
        assert_eq!(hidden.to_string(), "128:relu,64,32:gelu-tanh");
        assert_eq!("none".parse::<Hidden>().unwrap().to_string(), "none");
        for (text, expected) in [
            ("64:relo", "there is no activation \"relo\"; use relu"),
            ("wide:relu", "\"wide\" is no width"),
            ("64:", "there is no activation \"\""),
            ("64,,3", "\"\" is no width"),
        ] {
            let error = text.parse::<Hidden>().unwrap_err();
            assert!(error.starts_with(expected), "{error}");
        }
    }
}
