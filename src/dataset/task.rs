//! What a network learns.

use super::target::Targets;

/// What a network learns from the targets.
///
/// Unless told, one target column means classes if it holds text, and if it holds integers of
/// which fewer than half as many as there are samples, and at most 10 differ, or at most 100 if they
/// count from about 0. Other numbers mean values. A text in less than one in twenty rows of many
/// different numbers is an error. Several target columns mean labels if each holds truths or 0 and 1, else
/// values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Task {
    /// One of several classes.
    Classify,
    /// Several labels, each there or not.
    Label,
    /// One or more real values.
    Regress,
}

impl Task {
    /// `classify`, `label` or `regress`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Classify => "classify",
            Self::Label => "label",
            Self::Regress => "regress",
        }
    }

    /// That of known targets; of unknown ones [`Self::Regress`].
    pub fn of(targets: &Targets) -> Self {
        match targets {
            Targets::Classes { .. } => Self::Classify,
            Targets::Labels { .. } => Self::Label,
            Targets::Values { .. } | Targets::Unknown => Self::Regress,
        }
    }
}
