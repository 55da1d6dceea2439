//! What was found in samples, for people.

use super::kind::{Kind, Reason};
use super::table::TableColumn;
use super::{Chosen, Missing, Samples, Targets, names, quoted};

impl Samples {
    /// What was found and what is left out, a line each, for people.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if !self.read_as.is_empty() {
            notes.push(format!("read as: {}", self.read_as));
        }
        notes.extend_from_slice(&self.remarks);
        if !self.are_images() {
            let of = |name: &str| {
                let shown = |(chosen, column): (&Chosen, &TableColumn)| match &chosen.kind {
                    // A day may be read as a month.
                    Kind::Date(Some(format)) => format!("{} as {format}", quoted(&column.name)),
                    _ => quoted(&column.name),
                };
                let columns: Vec<_> = std::iter::zip(&self.features, self.feature_columns())
                    .filter(|(chosen, _)| chosen.kind.name() == name)
                    .collect();
                let many = match name {
                    "number" => "numbers",
                    "category" => "categories",
                    "boolean" => "booleans",
                    _ => "dates",
                };
                let count = plural(columns.len(), name, many);
                match (columns.len(), name) {
                    (0, _) => None,
                    (_, "number") => Some(count),
                    _ => Some(format!(
                        "{count} ({})",
                        names::shorten(columns.into_iter().map(shown))
                    )),
                }
            };
            let kinds: Vec<_> =
                ["number", "category", "boolean", "date"].into_iter().filter_map(of).collect();
            notes.push(format!("features: {}", kinds.join(", ")));
        }
        let units = self
            .feature_columns()
            .filter_map(|column| Some((column, column.unit.as_ref()?)))
            .map(|(column, unit)| match unit.contains(':') {
                true => format!("{} as {unit}", quoted(&column.name)),
                false => format!("{} in {unit}", quoted(&column.name)),
            })
            .collect::<Vec<_>>();
        if !units.is_empty() {
            notes.push(format!("units: {}", names::shorten(units.into_iter())));
        }
        let written: Vec<_> = self.written().collect();
        if !written.is_empty() {
            notes.push(format!("numbers written: {}", names::shorten(written.into_iter())));
        }
        let left_out: Vec<_> = self
            .left_out
            .iter()
            .filter(|left| left.reason != Reason::Asked)
            .map(|left| (left.reason, left.name.as_str()))
            .collect();
        let mut reasons: Vec<Reason> = Vec::new();
        for (reason, _) in &left_out {
            if !reasons.contains(reason) {
                reasons.push(*reason);
            }
        }
        for reason in reasons {
            let columns =
                left_out.iter().filter(|(other, _)| *other == reason).map(|(_, name)| *name);
            notes.push(format!("left out: {} ({reason})", names::list(columns)));
        }
        if !self.task.is_empty() {
            notes.push(format!("target: {}", self.task));
        }
        if self.without_target > 0 {
            let rows =
                plural(self.without_target, "row without a target is", "rows without a target are");
            notes.push(format!("{rows} left out"));
        }
        notes.extend(self.missing_cells());
        notes
    }

    /// How columns of features and of the target write their numbers, where that is not plain: a cell of another
    /// kind may make others of all numbers of its column.
    fn written(&self) -> impl Iterator<Item = String> {
        let targets = match &self.targets {
            Targets::Classes { column, .. } => std::slice::from_ref(column),
            Targets::Values { columns, .. } => columns,
            _ => &[],
        };
        let is_target = |column: &&TableColumn| targets.contains(&column.name);
        let targets = self.table.columns.iter().filter(is_target);
        self.feature_columns().chain(targets).filter_map(|column| {
            let sign = column.sign.map(str::to_owned);
            let groups = column.has_groups.then(|| "thousands apart".to_owned());
            let comma = column.has_comma.then(|| "a decimal comma".to_owned());
            let with: Vec<_> = sign.into_iter().chain(groups).chain(comma).collect();
            let name = quoted(&column.name);
            (!with.is_empty()).then(|| format!("{name} with {}", with.join(" and ")))
        })
    }

    /// How many cells of features are missing, and what they become.
    fn missing_cells(&self) -> Option<String> {
        let counts = std::iter::zip(&self.features, self.feature_columns())
            .map(|(chosen, column)| (&chosen.kind, column.cells.missing().count()));
        let counts: Vec<_> = counts.filter(|&(_, count)| count > 0).collect();
        let cells: usize = counts.iter().map(|(_, count)| count).sum();
        let is = |is_of: &dyn Fn(&Kind) -> bool| counts.iter().any(|(kind, _)| is_of(kind));
        let middle = if self.missing == Missing::Median { "median" } else { "mean" };
        let becomes = [
            is(&|kind| matches!(kind, Kind::Number | Kind::Boolean)).then(|| {
                format!(
                    "numbers become the {middle} of the training samples, with an input that says so"
                )
            }),
            is(&|kind| *kind == Kind::Category)
                .then(|| "in a category they are one value more".to_owned()),
            is(&|kind| matches!(kind, Kind::Date(_)))
                .then(|| "the parts of dates become 0, with an input that says so".to_owned()),
        ];
        (cells > 0).then(|| {
            format!(
                "missing: {} in {}; {} (--missing-values)",
                plural(cells, "cell", "cells"),
                plural(counts.len(), "column", "columns"),
                becomes.into_iter().flatten().collect::<Vec<_>>().join("; ")
            )
        })
    }
}

fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
