//! Mixed precision on an adapter: which of its cooperative matrices are used, or what it lacks.

use super::adapters::AdapterDescription;
use super::matrix::Matrices;
use super::tile::Tile;
use crate::error::{Error, Result};

impl Matrices {
    /// Those of an adapter.
    ///
    /// # Errors
    /// Of kind [`crate::ErrorKind::Device`] where it has none of use; it says what is missing.
    pub fn of(adapter: &wgpu::Adapter) -> Result<Self> {
        let info = adapter.get_info();
        let subgroup = [info.subgroup_min_size, info.subgroup_max_size];
        let offered = adapter.cooperative_matrix_properties();
        choose(adapter.features(), &adapter.limits(), subgroup, &offered).map_err(|missing| {
            let adapter = AdapterDescription::new(&info);
            Error::device(format!("{adapter} cannot compute in mixed precision: {missing}"))
                .advice("use --precision f32, or another adapter")
        })
    }

    /// What a device needs for them.
    pub(super) fn features() -> wgpu::Features {
        wgpu::Features::EXPERIMENTAL_COOPERATIVE_MATRIX
            | wgpu::Features::SHADER_F16
            | wgpu::Features::SUBGROUP
    }
}

/// The matrices to use, or what is missing.
fn choose(
    features: wgpu::Features,
    limits: &wgpu::Limits,
    subgroup: [u32; 2],
    offered: &[wgpu::CooperativeMatrixProperties],
) -> Result<Matrices, String> {
    use wgpu::CooperativeScalarType::{F16, F32};
    for (feature, what) in [
        (wgpu::Features::EXPERIMENTAL_COOPERATIVE_MATRIX, "cooperative matrices"),
        (wgpu::Features::SHADER_F16, "f16 in shaders"),
        (wgpu::Features::SUBGROUP, "subgroups in shaders"),
    ] {
        if !features.contains(feature) {
            return Err(format!("it has no {what}"));
        }
    }
    let is_offered = |matrices: &Matrices| {
        let side = matrices.side() as u32;
        offered.iter().any(|offer| {
            [offer.m_size, offer.n_size, offer.k_size] == [side; 3]
                && (offer.ab_type, offer.cr_type) == (F16, F32)
        })
    };
    let mut usable: Vec<_> = Matrices::ALL.into_iter().filter(is_offered).collect();
    if usable.is_empty() {
        return Err("it has no 8 x 8 or 16 x 16 matrices of f16 with sums in f32".to_owned());
    }
    // A driver that may choose the size of a subgroup does not say which it chose.
    usable.retain(|matrices| subgroup == [matrices.subgroup() as u32; 2]);
    if usable.is_empty() {
        let [least, most] = subgroup;
        return Err(match least == most {
            true => format!("its subgroups of {least} do not suit its matrices"),
            false => {
                format!("its subgroups have {least} to {most} invocations, not always as many")
            }
        });
    }
    usable.retain(|&matrices| Tile::Matrices(matrices).fits(limits));
    usable.first().copied().ok_or_else(|| "its workgroup memory is too small".to_owned())
}

#[cfg(test)]
mod tests {
    use wgpu::CooperativeScalarType::{F16, F32};

    use super::*;

    fn offer(side: u32, sums: wgpu::CooperativeScalarType) -> wgpu::CooperativeMatrixProperties {
        wgpu::CooperativeMatrixProperties {
            m_size: side,
            n_size: side,
            k_size: side,
            ab_type: F16,
            cr_type: sums,
            saturating_accumulation: false,
        }
    }

    #[test]
    fn an_adapter_s_matrices_are_taken_where_it_has_all_that_they_need() {
        let limits =
            wgpu::Limits { max_compute_workgroup_storage_size: 32_768, ..Default::default() };
        let all = Matrices::features();
        let both = [offer(8, F16), offer(8, F32), offer(16, F32)];
        let chosen = |subgroup| choose(all, &limits, subgroup, &both);
        assert_eq!(chosen([8, 8]), Ok(Matrices::EightBy8));
        assert_eq!(chosen([32, 32]), Ok(Matrices::SixteenBy32));
        assert_eq!(choose(all, &limits, [32, 32], &both[..2]), Ok(Matrices::EightBy32));

        let missing = |features: wgpu::Features, limits, subgroup, offered: &[_]| {
            choose(features, limits, subgroup, offered).unwrap_err()
        };
        let f16_only = [offer(8, F16)];
        let odd = [wgpu::CooperativeMatrixProperties { k_size: 16, ..offer(8, F32) }];
        let none = wgpu::Features::empty();
        for (found, expected) in [
            (missing(none, &limits, [8, 8], &both), "no cooperative matrices"),
            (missing(all - wgpu::Features::SHADER_F16, &limits, [8, 8], &both), "no f16"),
            (missing(all - wgpu::Features::SUBGROUP, &limits, [8, 8], &both), "no subgroups"),
            (missing(all, &limits, [8, 8], &f16_only), "no 8 x 8 or 16 x 16"),
            (missing(all, &limits, [8, 8], &odd), "no 8 x 8 or 16 x 16"),
            (missing(all, &limits, [8, 8], &both[2..]), "subgroups of 8 do not suit"),
            (missing(all, &limits, [32, 64], &both), "32 to 64 invocations"),
            (missing(all, &wgpu::Limits::default(), [32, 32], &both), "memory is too small"),
        ] {
            assert!(found.contains(expected), "{found}: {expected}");
        }
    }
}
