//! How much memory there is, so that what is larger is refused before it is taken.

use crate::error::{Error, Result};

/// Bytes of memory that this process can still take, as far as the system says: what is available on
/// the machine, in its control group and in its address space. None where the system says nothing.
pub fn available() -> Option<u64> {
    #[cfg(target_os = "linux")]
    return linux::available();
    #[cfg(not(target_os = "linux"))]
    None
}

/// As many bytes as a program that runs has left.
const SMALL: u64 = 1 << 20;

/// Refuses what would take more bytes than there are. `what` is a noun, such as `the training`.
///
/// # Errors
/// Names both, of kind [`crate::ErrorKind::Input`].
pub fn check(what: &str, bytes: u64, advice: &str) -> Result<()> {
    // To ask takes a hundred system calls, and a sweep asks for each of its networks.
    if bytes <= SMALL {
        return Ok(());
    }
    // What no address can reach fits nowhere.
    let limit = available().unwrap_or(isize::MAX as u64);
    if bytes <= limit {
        return Ok(());
    }
    Err(Error::input(format!(
        "{what} takes about {}, of which {} are free",
        size(bytes),
        size(limit)
    ))
    .advice(advice))
}

/// Refuses more networks than there is memory for, of which each takes four kilobytes at the least. `flag` asks for
/// them.
///
/// # Errors
/// Names the flag and its value.
pub fn check_count(flag: &str, count: usize) -> Result<()> {
    check(&format!("{flag} {count}"), bytes(&[count, 1024]), "use fewer")
}

/// The product of sizes in bytes of elements of four, the largest number where it is larger still.
pub fn bytes(sizes: &[usize]) -> u64 {
    sizes.iter().fold(4u64, |product, &size| product.saturating_mul(size as u64))
}

/// Zeros, or none where the system refuses the memory.
pub(crate) fn zeros<T: bytemuck::Zeroable>(elements: usize) -> Result<Vec<T>> {
    let zeros = bytemuck::allocation::try_zeroed_slice_box(elements);
    zeros.map(<[T]>::into_vec).map_err(|()| {
        let bytes = (elements as u64).saturating_mul(size_of::<T>() as u64);
        Error::input(format!("the system gives no {} for a buffer", size(bytes)))
            .advice("use fewer members, smaller layers or a smaller batch")
    })
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000_000 => format!("{:.0} MB", bytes as f64 / 1e6),
        _ if bytes as f64 > 1e15 => "more than a million GB".to_owned(),
        _ => format!("{:.1} GB", bytes as f64 / 1e9),
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use std::fs;

    pub(super) fn available() -> Option<u64> {
        let machine = field("/proc/meminfo", "MemAvailable:").map(|kib| kib.saturating_mul(1024));
        [machine, group(), address_space()].into_iter().flatten().min()
    }

    /// The number behind a word of a file of lines.
    fn field(file: &str, word: &str) -> Option<u64> {
        let text = fs::read_to_string(file).ok()?;
        let line = text.lines().find_map(|line| line.strip_prefix(word))?;
        line.split_whitespace().next()?.parse().ok()
    }

    fn number(file: &str) -> Option<u64> {
        fs::read_to_string(file).ok()?.trim().parse().ok()
    }

    /// What the control groups leave that this process is in, one within the other, in either version; a
    /// container sees its own as the outermost.
    fn group() -> Option<u64> {
        let groups = fs::read_to_string("/proc/self/cgroup").unwrap_or_default();
        let of = |line: &str| {
            let mut parts = line.splitn(3, ':').skip(1);
            let (controllers, path) = (parts.next()?, parts.next()?.to_owned());
            let is_memory = controllers.split(',').any(|controller| controller == "memory");
            (is_memory || controllers.is_empty()).then_some(path)
        };
        let inner = groups.lines().filter_map(of).flat_map(|path| {
            let parents = std::path::Path::new(&path).ancestors();
            parents.map(|path| path.display().to_string()).collect::<Vec<_>>()
        });
        inner.chain([String::new()]).filter_map(|path| left(path.trim_matches('/'))).min()
    }

    /// What the group of a path leaves.
    fn left(path: &str) -> Option<u64> {
        let of = |most: &str, used: &str, stat: &str, inactive: &str| {
            // Pages of files that are not in use are given back.
            let used = number(used)?.saturating_sub(field(stat, inactive).unwrap_or(0));
            Some(number(most)?.saturating_sub(used))
        };
        let new = format!("/sys/fs/cgroup/{path}/memory");
        let old = format!("/sys/fs/cgroup/memory/{path}/memory");
        of(
            &format!("{new}.max"),
            &format!("{new}.current"),
            &format!("{new}.stat"),
            "inactive_file ",
        )
        .or_else(|| {
            of(
                &format!("{old}.limit_in_bytes"),
                &format!("{old}.usage_in_bytes"),
                &format!("{old}.stat"),
                "total_inactive_file ",
            )
        })
    }

    fn address_space() -> Option<u64> {
        let most = field("/proc/self/limits", "Max address space")?;
        let used = field("/proc/self/status", "VmSize:")?.saturating_mul(1024);
        Some(most.saturating_sub(used))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_machine_has_is_refused() {
        check("a byte", 1, "").unwrap();
        let error = check("the training", u64::MAX, "use less").unwrap_err().to_string();
        assert!(
            error.starts_with("the training takes about more than a million GB, of"),
            "{error}"
        );
        assert_eq!(bytes(&[usize::MAX, 2]), u64::MAX);
        assert!(zeros::<f64>(usize::MAX / 16).is_err());
        assert_eq!(zeros::<u32>(3).unwrap(), [0; 3]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn linux_says_how_much_there_is() {
        assert!(available().unwrap() > 1 << 20);
    }
}
