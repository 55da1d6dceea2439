//! The decimal sign of a text where others had one already, or that comes row by row, so that no one sees the
//! column that tells it.

use std::borrow::Cow;

use memchr::{memchr, memchr2};

use super::scan::{Cuts, Scanner, Separator};
use super::style::NumberStyle;
use crate::dataset::unit;
use crate::error::{Error, Result};

/// What is known of the decimal sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// Nothing: no number had one.
    Unknown,
    /// The numbers that came had this one.
    Seen(u8),
    /// It is told.
    Told(u8),
}

/// What a number says of its decimal sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lean {
    /// Nothing, or it is no number.
    None,
    /// It has this sign or stands for another number: `1,234`.
    Leans(u8),
    /// It is a number with this sign alone.
    Needs(u8),
}

impl Lean {
    fn of(cell: &[u8]) -> Self {
        let has_comma = memchr(b',', cell).is_some();
        if !has_comma && memchr(b'.', cell).is_none() {
            return Self::None;
        }
        let cell = without_unit(cell);
        let read = |decimal| {
            let style = NumberStyle::of(std::iter::once(cell), decimal)?;
            Some((style.decimal(), style.parse(cell)?))
        };
        let (Some((point, small)), Some((comma, large))) = (read(b'.'), read(b',')) else {
            return Self::None;
        };
        if point == comma {
            Self::Needs(point)
        } else if small == large {
            Self::None
        } else {
            Self::Leans(if has_comma { b',' } else { b'.' })
        }
    }
}

/// The number of a cell that has a unit; any other cell as it is.
pub(super) fn without_unit(cell: &[u8]) -> &[u8] {
    // Most end in a digit, and then there is nothing to look for.
    if cell.last().is_none_or(u8::is_ascii_digit) {
        return cell;
    }
    let parts = std::str::from_utf8(cell).ok().and_then(unit::split);
    parts.map_or(cell, |(number, _)| number.as_bytes())
}

/// The decimal sign of cells that usually have this one: the other where a number can have it alone, before any
/// that can have the usual one alone.
pub(super) fn against<'a>(cells: impl Iterator<Item = &'a Cow<'a, [u8]>>, usual: u8) -> u8 {
    // Such a number is not rare where there are any.
    let doubted = cells.filter(|cell| memchr2(b'.', b',', cell).is_some()).take(500);
    let needed = |lean| match lean {
        Lean::Needs(sign) => Some(sign),
        _ => None,
    };
    doubted.map(|cell| Lean::of(cell)).find_map(needed).unwrap_or(usual)
}

impl Sign {
    /// The sign that the next rows are read with.
    pub(super) fn decimal(self) -> u8 {
        match self {
            Self::Unknown => b'.',
            Self::Seen(sign) | Self::Told(sign) => sign,
        }
    }

    /// Whether a cell with `byte` may say something new.
    fn looks_at(self, byte: u8) -> bool {
        self == Self::Unknown || self.decimal() != byte
    }

    /// Whether there is anything to look at in rows, which mostly there is not.
    pub(super) fn may_learn(self, rows: &[u8], cuts: Cuts) -> bool {
        let may_hold = |byte| match cuts.separator == Separator::Byte(byte) {
            true => cuts.quote.is_some_and(|quote| memchr(quote, rows).is_some()),
            false => memchr(byte, rows).is_some(),
        };
        [b'.', b','].into_iter().any(|byte| self.looks_at(byte) && may_hold(byte))
    }

    /// Looks at whole rows before they are read, at the cells of the columns that `is_number` says. Each row is
    /// looked at by itself, so that it does not matter how many come together.
    ///
    /// # Errors
    /// A number that may be two; the row is that from the first of `rows`.
    pub(super) fn look(
        &mut self,
        rows: &[u8],
        cuts: Cuts,
        names: &[String],
        is_number: &dyn Fn(&str) -> bool,
    ) -> Result<()> {
        let looked_at: Vec<bool> = names.iter().map(|name| is_number(name)).collect();
        let mut scanner = Scanner::new(rows, cuts);
        // What cannot be cut into cells is an error of whoever reads it.
        while let Ok(Some((line, cells))) = scanner.row() {
            // R gives the column of row names no name.
            let unnamed =
                cells.len() == names.len() + 1 && cells.last().is_some_and(|c| !c.is_empty());
            let places = usize::from(unnamed)..;
            let wanted = places.zip(&cells[usize::from(unnamed)..]).filter(|(place, _)| {
                looked_at.get(place - usize::from(unnamed)).copied().unwrap_or(names.is_empty())
            });
            let said: Vec<_> = wanted
                .filter(|(_, cell)| {
                    [b'.', b',']
                        .into_iter()
                        .any(|byte| self.looks_at(byte) && memchr(byte, cell).is_some())
                })
                .map(|(place, cell)| (place - usize::from(unnamed), cell, Lean::of(cell)))
                .collect();
            let leans: Vec<Lean> = said.iter().map(|said| said.2).collect();
            let Err(doubted) = self.next(&leans, cuts.separator) else { continue };
            let (place, cell, _) = said[doubted];
            let cell = String::from_utf8_lossy(cell);
            let (what, advice) = match self.decimal() {
                _ if *self == Self::Unknown => (
                    format!(
                        "{cell:?} may have a decimal comma or one between thousands, which rows that come \
                             one by one do not tell"
                    ),
                    "say --decimal , or --decimal .",
                ),
                b',' => (
                    format!("{cell:?} has a point where numbers have a decimal comma"),
                    "say --decimal . or write all numbers alike",
                ),
                _ => (
                    format!("{cell:?} has a comma where numbers have a decimal point"),
                    "say --decimal , or write all numbers alike",
                ),
            };
            let error = Error::input(what).row(line + 1).advice(advice);
            return Err(match names.get(place) {
                Some(name) => error.column(name),
                None => error,
            });
        }
        Ok(())
    }

    /// Takes what the numbers of one row say, or gives the place of the one that is in doubt.
    fn next(&mut self, leans: &[Lean], separator: Separator) -> std::result::Result<(), usize> {
        // Where commas separate, one within quotes that may stand between thousands does.
        let is_quoted = separator == Separator::Byte(b',');
        let place = |wanted: &dyn Fn(Lean) -> bool| leans.iter().position(|&lean| wanted(lean));
        let other = |sign| if sign == b'.' { b',' } else { b'.' };
        match *self {
            Self::Told(sign) => match place(&|lean| lean == Lean::Needs(other(sign))) {
                Some(place) => Err(place),
                None => Ok(()),
            },
            Self::Seen(sign) => {
                let is_odd = |lean| match lean {
                    Lean::Needs(needed) => needed != sign,
                    Lean::Leans(b',') if is_quoted => false,
                    Lean::Leans(leant) => leant != sign,
                    Lean::None => false,
                };
                place(&is_odd).map_or(Ok(()), Err)
            }
            Self::Unknown => {
                let points = place(&|lean| matches!(lean, Lean::Needs(b'.') | Lean::Leans(b'.')));
                let commas = place(&|lean| lean == Lean::Needs(b','));
                let doubted = place(&|lean| lean == Lean::Leans(b','));
                *self = match (points, commas, doubted) {
                    (None, None, None) => return Ok(()),
                    (None, Some(_), _) => Self::Seen(b','),
                    (_, None, _) if doubted.is_none() || is_quoted => Self::Seen(b'.'),
                    (_, Some(place), _) | (_, _, Some(place)) => return Err(place),
                    (Some(_), None, None) => Self::Seen(b'.'),
                };
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_leans_to_the_sign_that_it_has() {
        use Lean::{Leans, Needs};
        for (cell, lean) in [
            ("12", Lean::None),
            ("a.b", Lean::None),
            ("01.02.2003", Lean::None),
            ("1.5", Needs(b'.')),
            ("1,234.5", Needs(b'.')),
            ("1,234,567", Needs(b'.')),
            ("1,5", Needs(b',')),
            ("1.234,5 %", Needs(b',')),
            ("1234,567", Needs(b',')),
            ("1,234", Leans(b',')),
            ("$1,234", Leans(b',')),
            ("1.234", Leans(b'.')),
        ] {
            assert_eq!(Lean::of(cell.as_bytes()), lean, "{cell}");
        }
    }

    #[test]
    fn a_sign_holds_once_it_was_seen_and_doubt_is_an_error() {
        let of = |sign: Sign, separator: u8, cells: &[&str]| {
            let leans: Vec<_> = cells.iter().map(|cell| Lean::of(cell.as_bytes())).collect();
            let mut sign = sign;
            sign.next(&leans, Separator::Byte(separator)).map(|()| sign)
        };
        use Sign::{Seen, Told, Unknown};
        for (sign, separator, cells, expected) in [
            (Unknown, b';', &["12", "x"][..], Ok(Unknown)),
            (Unknown, b';', &["1.234", "5"], Ok(Seen(b'.'))),
            (Unknown, b';', &["1,234", "1,5"], Ok(Seen(b','))),
            (Unknown, b';', &["7", "1,234"], Err(1)),
            (Unknown, b';', &["1.5", "1,234"], Err(1)),
            (Unknown, b';', &["1.5", "1,5"], Err(1)),
            (Unknown, b',', &["1,234"], Ok(Seen(b'.'))),
            (Unknown, b',', &["1,5"], Ok(Seen(b','))),
            (Seen(b'.'), b';', &["1.5", "1,234"], Err(1)),
            (Seen(b'.'), b',', &["1,234"], Ok(Seen(b'.'))),
            (Seen(b','), b';', &["1,234", "1.234"], Err(1)),
            (Seen(b','), b',', &["1,234"], Ok(Seen(b','))),
            (Told(b'.'), b';', &["1,234"], Ok(Told(b'.'))),
            (Told(b'.'), b';', &["1", "1,5"], Err(1)),
            (Told(b','), b';', &["1.234", "1,5"], Ok(Told(b','))),
            (Told(b','), b';', &["1.5"], Err(0)),
        ] {
            assert_eq!(of(sign, separator, cells), expected, "{sign:?} {cells:?}");
        }
    }
}
