//! What networks take of memory, so that those for which there is none are refused before they are made.

use gradshader::error::Result;
use gradshader::memory;
use gradshader::network::Network;

use super::plan::Plan;

/// Refuses a network whose parameters are more than there is memory for.
pub(super) fn check_size(network: &Network, plan: &Plan) -> Result<()> {
    let sizes = network.sizes();
    // Of those that share weights: their factors, and an output layer each.
    let (last, outputs) = (sizes[sizes.len() - 2], sizes[sizes.len() - 1]);
    let own = sizes[..sizes.len() - 1].iter().chain(&[last * outputs + outputs]).sum();
    let sharers = memory::bytes(&[3, plan.sharers, own]);
    let all = bytes_of(network).saturating_add(sharers).saturating_mul(plan.seeds.len() as u64);
    memory::check("this network", all, "use fewer members or smaller layers")
}

/// What the parameters of a network take: the initial ones, those that are trained and those that are kept.
fn bytes_of(network: &Network) -> u64 {
    let weights = network.sizes().windows(2).map(memory::bytes);
    let biases = network.sizes()[1..].iter().map(|&size| memory::bytes(&[size]));
    weights.chain(biases).fold(0, u64::saturating_add).saturating_mul(3)
}

/// Refuses so many networks of which one at a time is there at the least, with what is known of each, where there is no
/// memory for that.
///
/// # Errors
/// Names the flag.
pub(super) fn check_in_turns(what: &str, count: usize, network: &Network) -> Result<()> {
    let known = 4096u64.saturating_mul(count as u64);
    memory::check(what, bytes_of(network).saturating_add(known), "use fewer")
}

/// Refuses so many networks of this kind, with what is known of each, where there is no memory for them.
/// `what` is the flag that asks for them.
///
/// # Errors
/// Names the flag.
pub(super) fn check_many(what: &str, count: usize, network: &Network) -> Result<()> {
    let each = bytes_of(network).saturating_add(4096);
    memory::check(what, each.saturating_mul(count as u64), "use fewer")
}
