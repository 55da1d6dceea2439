//! Whether this process is one of several that an MPI launcher started, by what it finds in its environment.

use crate::error::Error;

/// The variables in which launchers say how many processes there are, and which this is.
const VARIABLES: [(&str, &str); 3] = [
    // Open MPI's mpirun.
    ("OMPI_COMM_WORLD_SIZE", "OMPI_COMM_WORLD_RANK"),
    // MPICH's, Intel's, and Slurm's `srun --mpi=pmi2`.
    ("PMI_SIZE", "PMI_RANK"),
    // `srun --mpi=pmix`, which leaves the number to Slurm's own.
    ("SLURM_STEP_NUM_TASKS", "PMIX_RANK"),
];

/// What a launcher says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Launch {
    /// How many processes there are.
    pub size: usize,
    /// Which this is, from 0.
    pub rank: usize,
    /// The variable that says how many.
    pub variable: &'static str,
}

/// What the environment says of a launcher; none where there was none.
///
/// ```
/// use gradshader::ranks::launched;
///
/// let environment = |name: &str| match name {
///     "PMI_SIZE" => Some("4".to_owned()),
///     "PMI_RANK" => Some("1".to_owned()),
///     _ => None,
/// };
/// let launch = launched(&environment).unwrap();
/// assert_eq!((launch.size, launch.rank), (4, 1));
/// assert_eq!(launched(&|_| None), None);
/// ```
pub fn launched(variable: &dyn Fn(&str) -> Option<String>) -> Option<Launch> {
    let number = |name: &str| variable(name)?.trim().parse::<usize>().ok();
    VARIABLES.into_iter().find_map(|(size, rank)| {
        let (count, rank) = (number(size)?, number(rank)?);
        Some(Launch { size: count.max(1), rank, variable: size })
    })
}

impl Launch {
    /// Why this program cannot be one of several.
    pub fn without_mpi(&self) -> Error {
        let Self { size, variable, .. } = self;
        Error::input(format!(
            "an MPI launcher started this as one of {size}, and this gradshader is built without MPI: each \
             would do the whole, and write the same files"
        ))
        .advice(format!(
            "build it with --features mpi (docs/many-machines.md), or start it without the launcher; where \
             each is meant to be a run of its own, unset {variable}"
        ))
    }

    /// Why this process has another world than the launcher's.
    #[cfg_attr(not(feature = "mpi"), allow(dead_code))]
    pub(super) fn of_another_library(&self, found: usize) -> Error {
        Error::input(format!(
            "the launcher started {} processes, and the MPI library that this gradshader is built with knows \
             of {found}",
            self.size
        ))
        .advice("start it with the mpirun of that library (Debian: mpirun.openmpi, mpirun.mpich)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_launcher_shows_in_the_environment() {
        let of = |known: &[(&str, &str)]| {
            let known: Vec<_> =
                known.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
            launched(&move |name| {
                known.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
            })
        };
        let open = of(&[("OMPI_COMM_WORLD_SIZE", "2"), ("OMPI_COMM_WORLD_RANK", "1")]).unwrap();
        assert_eq!((open.size, open.rank), (2, 1));
        let slurm = of(&[("SLURM_STEP_NUM_TASKS", "8"), ("PMIX_RANK", "7")]).unwrap();
        assert_eq!((slurm.size, slurm.rank), (8, 7));
        // A batch script of Slurm's that starts one process has no rank.
        assert_eq!(of(&[("SLURM_STEP_NUM_TASKS", "8")]), None);
        assert_eq!(of(&[("PMI_SIZE", "many"), ("PMI_RANK", "0")]), None);
        assert!(open.without_mpi().to_string().contains("unset OMPI_COMM_WORLD_SIZE"));
    }
}
