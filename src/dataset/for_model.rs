//! What a model asks of a table.

use super::by_place::ByPlace;
use super::kind::{Kind, number_of};
use super::read::DialectOptions;
use super::samples::{TableOptions, TargetColumns};
use super::task::Task;
use super::{Encoding, Feature, Preprocessing, TargetEncoding};

/// Whether one of them was `-`, as it is beside `+`.
fn has_minus(values: &[String]) -> bool {
    values.iter().any(|value| value == "-")
}

/// Whether values were texts: not all of them look like plain numbers.
fn has_words(values: &[String]) -> bool {
    values.iter().any(|value| number_of(value).is_none())
}

impl TableOptions {
    /// Reads what a model needs to be evaluated: its features and targets, wherever they stand.
    pub fn to_evaluate(model: &Preprocessing) -> Self {
        let names = |names: Vec<&String>| names.into_iter().cloned().collect();
        let (columns, task): (Vec<String>, _) = match &model.targets {
            TargetEncoding::Classes { column, .. } => (vec![column.clone()], Task::Classify),
            TargetEncoding::Labels { columns } => {
                (names(columns.iter().map(|label| &label.name).collect()), Task::Label)
            }
            TargetEncoding::Values { columns } => {
                (names(columns.iter().map(|column| &column.name).collect()), Task::Regress)
            }
        };
        let mut options = Self { task: Some(task), ..Self::to_predict(model) };
        if let TargetEncoding::Classes { column, names } = &model.targets
            && has_words(names)
        {
            let usual = options.usual.get_or_insert_default();
            usual.verbatim.push(column.clone());
            usual.minus.extend(has_minus(names).then(|| column.clone()));
        }
        Self { target: TargetColumns::Named(columns), ..options }
    }

    /// The columns whose texts stay as they stand: of a format of dates that is told, and of groups, of which large
    /// numbers may differ in their last digit.
    pub fn as_written(&self) -> Vec<String> {
        let is_of_format = |kind: &Kind| matches!(kind, Kind::Date(Some(_)));
        let dates = self.kinds.iter().filter(|(_, kind)| is_of_format(kind)).map(|(name, _)| name);
        dates.chain(&self.split).cloned().collect()
    }

    /// Reads what a model needs to predict: its features, wherever they stand.
    pub fn to_predict(model: &Preprocessing) -> Self {
        let kind = |encoding: &Encoding| match encoding {
            Encoding::Number { .. } => Kind::Number,
            Encoding::Boolean { .. } => Kind::Boolean,
            Encoding::Category { .. } => Kind::Category,
            Encoding::Date { format, .. } => Kind::Date(format.clone()),
        };
        let kinds = model.features.iter().map(|f| (f.name.clone(), kind(&f.encoding))).collect();
        let unit = |feature: &Feature| match &feature.encoding {
            Encoding::Number { unit, .. } => {
                Some((feature.name.clone(), unit.clone().unwrap_or_default()))
            }
            _ => None,
        };
        let units = model.features.iter().filter_map(unit).collect();
        let sign = |feature: &Feature| match &feature.encoding {
            Encoding::Number { sign, .. } => Some((feature.name.clone(), sign.clone()?)),
            _ => None,
        };
        let signs = model.features.iter().filter_map(sign).collect();
        // Among `none` a cell `10%` was a text, and is one where it stands alone; `01022003` of a format has zeros.
        let is_text = |encoding: &Encoding| match encoding {
            Encoding::Category { values, .. } => has_words(values),
            Encoding::Date { format, .. } => format.is_some(),
            _ => false,
        };
        let texts = model.features.iter().filter(|feature| is_text(&feature.encoding));
        let verbatim: Vec<_> = texts.map(|feature| feature.name.clone()).collect();
        let of_minus = |feature: &&Feature| match &feature.encoding {
            Encoding::Category { values, .. } => has_minus(values),
            _ => false,
        };
        let minus = model.features.iter().filter(of_minus);
        let minus = minus.map(|feature| feature.name.clone()).collect();
        let usual = match &model.dialect {
            None if verbatim.is_empty() => None,
            dialect => {
                Some(DialectOptions { verbatim, minus, ..dialect.clone().unwrap_or_default() })
            }
        };
        Self {
            features: Some(model.features.iter().map(|feature| feature.name.clone()).collect()),
            target: TargetColumns::Absent,
            kinds,
            missing_texts: model.missing_texts.clone(),
            usual,
            for_model: true,
            by_place: Some(ByPlace::of(model)),
            units,
            signs,
            ..Self::default()
        }
    }
}
