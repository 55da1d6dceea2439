//! What each group of commands does to the buffers of one member.

use bytemuck::cast_slice;

use super::How;
use super::elementwise::{self, Follow};
use super::judge::{self, By};
use super::memory::Memory;
use super::pass::Work;
use super::product::{Matrix, Product};
use super::tile::TERMS;
use super::update::{UpdateOfTiles, Updated, update_all};
use crate::cpu::{Size, gather};
use crate::formula::{Coefficients, Dropout, Lane};
use crate::fusion::{self, Group};
use crate::kernel::Kernel;
use crate::recipe::{Criterion, Rule};
use crate::recording::{Buffer, Command};

/// Runs what belongs together for one member.
pub(super) fn step(work: &Work, data: &Memory, member: &mut Memory, how: How<'_>) {
    match work {
        Work::Group(group) => self::group(group, data, member, how),
        Work::Pass(pass) => self::pass(pass.parameter, pass.rule, member, how),
    }
}

fn group(group: &Group, data: &Memory, member: &mut Memory, how: How<'_>) {
    match group {
        Group::Plain(command) if command.kernel == Kernel::Gather => {
            let batch = command.operands[3];
            member.change(batch, |member, batch| {
                let size = Size::from(command.shape);
                let samples = data.of(command.operands[0]);
                let order = member.indices_of(command.operands[1]);
                let cursor = member.indices_of(command.operands[2]);
                let batch = &mut batch[..size.rows * size.columns];
                elementwise::in_rows(how, size.columns, [batch], |first, [rows]| {
                    let size = Size { rows: rows.len() / size.columns, ..size };
                    gather(size, samples, &order[first..], cursor, rows);
                });
            });
        }
        Group::Plain(command) => match command.kernel {
            Kernel::SampleLoss(criterion) => {
                judged(command, criterion, member, |by, numbers, l| {
                    judge::losses(how.arch, by, numbers(0), l);
                })
            }
            Kernel::OutputDelta(criterion) => {
                judged(command, criterion, member, |by, numbers, d| {
                    let sums = criterion.delta_reads_sums().then(|| numbers(1));
                    judge::deltas(by, numbers(0), sums, d);
                })
            }
            _ => member.run(command),
        },
        Group::Forward(forward) => self::forward(*forward, member, how),
        Group::Backward(backward) => member.change(backward.delta, |member, delta| {
            self::backward(*backward, member, delta, how);
        }),
        Group::Update(update) => self::update(update, member, how),
    }
}

/// Runs what judges the outputs: `then` gets what it judges by, its operands by number, and what it writes.
fn judged(
    command: &Command,
    criterion: Criterion,
    member: &mut Memory,
    then: impl for<'a> FnOnce(By<'a>, &dyn Fn(usize) -> &'a [f32], &mut [f32]),
) {
    let output = command.operands[command.kernel.output()];
    let is_delta = matches!(command.kernel, Kernel::OutputDelta(_));
    let targets = 1 + usize::from(is_delta && criterion.delta_reads_sums());
    member.change(output, |member, written| {
        let numbers = |operand: usize| member.of(command.operands[operand]);
        let coefficients = criterion.has_coefficients().then(|| numbers(targets + 1));
        let size = Size::from(command.shape);
        let by = By { criterion, size, targets: numbers(targets), coefficients };
        then(by, &numbers, written);
    });
}

/// The coefficients of the step.
fn coefficients(member: &Memory) -> &[Lane] {
    cast_slice(member.of(Buffer::Coefficients))
}

fn dropout(slot: Option<u32>, member: &Memory) -> Option<(Dropout<Lane>, u32)> {
    slot.map(|slot| (Dropout::at(coefficients(member), slot as usize), slot))
}

fn forward(forward: fusion::Forward, member: &mut Memory, how: How<'_>) {
    let fusion::Forward { f, shape, x, weight, bias, sum, h, keeps_sum, .. } = forward;
    let mut answers = member.take(h);
    let mut kept = match keeps_sum {
        true => member.take(sum),
        false => Vec::new(),
    };
    let rows = &mut answers[..shape.rows * shape.columns];
    let operands = [x, weight].map(|operand| Matrix::Plain(member.of(operand)));
    Product::new(shape.into(), operands[0], operands[1], how).store(rows);
    let dropout = dropout(forward.dropout, member);
    let follow = Follow { f, bias: member.of(bias), dropout };
    if keeps_sum {
        let sums = &mut kept[..rows.len()];
        elementwise::in_rows(how, shape.columns, [rows, sums], |first, [rows, sums]| {
            elementwise::follow_forward(how.arch, follow, first, rows, Some(sums));
        });
        member.put(sum, kept);
    } else {
        elementwise::in_rows(how, shape.columns, [rows], |first, [rows]| {
            elementwise::follow_forward(how.arch, follow, first, rows, None);
        });
    }
    member.put(h, answers);
}

fn backward(backward: fusion::Backward, member: &Memory, delta: &mut [f32], how: How<'_>) {
    let fusion::Backward { slope, shape, next_delta, weight, of, .. } = backward;
    let delta = &mut delta[..shape.rows * shape.columns];
    let next_delta = Matrix::Plain(member.of(next_delta));
    let weight = Matrix::Transposed(member.of(weight));
    Product::new(shape.into(), next_delta, weight, how).store(delta);
    let x = member.of(of);
    let dropout = dropout(backward.dropout, member);
    elementwise::in_rows(how, shape.columns, [delta], |first, [rows]| {
        let x = &x[first * shape.columns..][..rows.len()];
        elementwise::multiply_by_slope(how.arch, slope, dropout, (first, shape.columns), x, rows);
    });
}

/// The product that makes the gradient of a weight, but for the number of samples.
fn gradient<'a>(update: &fusion::Update, member: &'a Memory, how: How<'a>) -> Product<'a> {
    let x = Matrix::Transposed(member.of(update.x));
    let delta = Matrix::Plain(member.of(update.delta));
    Product::new(update.shape.into(), x, delta, how)
}

fn update(update: &fusion::Update, member: &mut Memory, how: How<'_>) {
    let fusion::Update { layer, shape, delta, rules, .. } = *update;
    let (weight, bias) = (Buffer::Weight(layer), Buffer::Bias(layer));
    let count = shape.inner as f32;
    if rules.is_some_and(|rules| rules.are_descent()) {
        let step = Coefficients::of(member.of(Buffer::Coefficients)).rate / count;
        member.change(weight, |member, weight| {
            gradient(update, member, how).subtract(step, weight);
        });
        member.change(bias, |member, bias| {
            let delta = &member.of(delta)[..shape.inner * shape.columns];
            elementwise::subtract_columns(how, step, delta, bias);
        });
        return;
    }
    member.change(bias.gradient(), |member, gradient| {
        let delta = &member.of(delta)[..shape.inner * shape.columns];
        elementwise::mean_columns(how, 1.0 / count, delta, gradient);
    });
    if let Some(rules) = rules.filter(|_| is_handed(update)) {
        lend(weight, rules.weight, member, |member, updated| {
            let of_tiles = UpdateOfTiles::new(updated, shape.columns);
            gradient(update, member, how).hand(1.0 / count, &|tile| {
                // SAFETY: a product hands out each element once.
                unsafe { of_tiles.run(how.arch, &tile) }
            });
        });
        return pass(bias, rules.bias, member, how);
    }
    member.change(weight.gradient(), |member, values| {
        gradient(update, member, how).store_scaled(1.0 / count, values);
    });
    let Some(rules) = rules else { return };
    for (parameter, rule) in [(weight, rules.weight), (bias, rules.bias)] {
        pass(parameter, rule, member, how);
    }
}

/// Whether the gradient of a weight is handed to its update in tiles, and kept nowhere.
pub(super) fn is_handed(update: &fusion::Update) -> bool {
    update.rules.is_some_and(|rules| !rules.are_descent()) && update.shape.inner <= TERMS
}

/// All that a rule makes of a parameter whose gradient is there.
fn pass(parameter: Buffer, rule: Rule, member: &mut Memory, how: How<'_>) {
    lend(parameter, rule, member, |member, updated| {
        update_all(how, updated, member.of(parameter.gradient()));
    });
}

/// Lends what a rule changes of a parameter.
fn lend(
    parameter: Buffer,
    rule: Rule,
    member: &mut Memory,
    change: impl FnOnce(&Memory, Updated<'_>),
) {
    let states = [0, 1].map(|k| (k < rule.states()).then(|| parameter.state(k)));
    let average = rule.links.average.then(|| parameter.average());
    let mut w = member.take(parameter);
    let [mut first, mut second] = states.map(|state| state.map(|state| member.take(state)));
    let mut averaged = average.map(|average| member.take(average));
    let coefficients = Coefficients::of(coefficients(member));
    let updated = Updated {
        rule,
        coefficients: &coefficients,
        factor: Lane(if rule.links.clip_norm { member.of(Buffer::NormFactor)[0] } else { 1.0 }),
        w: &mut w,
        states: [first.as_deref_mut(), second.as_deref_mut()],
        average: averaged.as_deref_mut(),
    };
    change(member, updated);
    let taken = [Some((parameter, w)), states[0].zip(first), states[1].zip(second)];
    for (buffer, values) in taken.into_iter().chain([average.zip(averaged)]).flatten() {
        member.put(buffer, values);
    }
}
