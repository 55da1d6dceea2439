//! What computes: WebGPU, or the CPU.

use std::collections::BTreeMap;

use gradshader::gpu::{Context, Family, GpuExecutor, GpuOptions, Lanes, Tile, adapters};
use gradshader::{Error, Result};
use serde::Deserialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use crate::error::{parsed, thrown};
use crate::executor::PageExecutor;

/// Where a page trains, predicts and verifies.
#[wasm_bindgen]
#[derive(Clone)]
pub struct Device {
    pub(crate) name: String,
    /// None is the CPU.
    pub(crate) context: Option<Context>,
}

/// How a GPU is used.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Options {
    /// `single`, `panels` or `tiles`.
    family: Option<String>,
    /// The side of every tile: 32, 64 or 128.
    tile: Option<usize>,
    /// Many steps in one dispatch, where they are small enough.
    whole_steps: Option<bool>,
    /// Texts of shader files in place of those that are here: to show that a change is noticed.
    shaders: BTreeMap<String, String>,
}

impl Options {
    fn read(json: &str) -> Result<GpuOptions> {
        let Self { family, tile, whole_steps, shaders } = parsed(json)?;
        let family = match family.as_deref() {
            None => None,
            Some("single") => Some(Family::Single),
            Some("panels") => Some(Family::Panels),
            Some("tiles") => Some(Family::Tiles),
            Some(other) => {
                let what = format!("there are no shaders {other:?}");
                return Err(Error::input(what).advice("use single, panels or tiles"));
            }
        };
        let tile = tile.and_then(|side| Tile::ALL.into_iter().find(|tile| tile.side() == side));
        let lanes = (family == Some(Family::Panels)).then_some(Lanes::Four);
        Ok(GpuOptions { family, lanes, tile, whole_steps, shaders, ..GpuOptions::default() })
    }
}

#[wasm_bindgen]
impl Device {
    /// The CPU.
    pub fn cpu() -> Self {
        Self { name: "CPU, WebAssembly".to_owned(), context: None }
    }

    /// A promise of the browser's GPU. `name` is what the page knows of it; `options` is JSON.
    pub fn gpu(name: String, options: String) -> js_sys::Promise {
        future_to_promise(async move {
            let opened = async { Self::open(name, Options::read(&options)?).await };
            opened.await.map(JsValue::from).map_err(thrown)
        })
    }

    /// Its name, for people.
    #[wasm_bindgen(getter)]
    pub fn name(&self) -> String {
        self.name.clone()
    }

    /// Whether it is a GPU's interface that computes on the CPU.
    #[wasm_bindgen(getter)]
    pub fn software(&self) -> bool {
        self.context.as_ref().is_some_and(Context::is_software)
    }
}

impl Device {
    async fn open(name: String, options: GpuOptions) -> Result<Self> {
        let adapters = adapters().await;
        let Some(adapter) = adapters.first() else {
            return Err(Error::device("this browser offers no GPU")
                .advice("train on the CPU, or use a browser with WebGPU"));
        };
        let context = Context::open(adapter, options).await?;
        // What computes in vectors of four a browser tells by its name alone. On other software tiles are two to
        // four times as fast as single kernels; larger ones, and sums that are split for a GPU's many units, are
        // slower there.
        let in_fours = name.to_lowercase().contains("swiftshader");
        let options = context.options().clone();
        let context = match options.family {
            None if context.is_software() && in_fours => {
                let (family, lanes) = (Some(Family::Panels), Some(Lanes::Four));
                context.with_options(GpuOptions { family, lanes, ..options })
            }
            None if context.is_software() => {
                let tile = options.tile.or(Some(Tile::Small));
                let family = Some(Family::Tiles);
                context.with_options(GpuOptions { family, tile, ..options })
            }
            _ => context,
        };
        let name = if name.is_empty() { context.description().name } else { name };
        Ok(Self { name, context: Some(context) })
    }

    /// A new executor.
    pub(crate) fn executor(&self) -> PageExecutor {
        match &self.context {
            Some(context) => PageExecutor::Gpu(Box::new(GpuExecutor::new(context.clone()))),
            None => PageExecutor::cpu(),
        }
    }

    /// A new executor that runs every kernel by itself.
    pub(crate) fn alone(&self) -> PageExecutor {
        let Some(context) = &self.context else { return PageExecutor::plain() };
        let single = GpuOptions { family: Some(Family::Single), ..context.options().clone() };
        PageExecutor::Gpu(Box::new(GpuExecutor::new(context.with_options(single))))
    }

    /// What it can train with, each to be verified: every kernel by itself, and fused shaders.
    pub(crate) fn forms(&self) -> Vec<(&'static str, PageExecutor)> {
        let Some(context) = &self.context else {
            return vec![("the plain loops", self.alone()), ("fused, in vectors", self.executor())];
        };
        let executor = |family, whole_steps| {
            let options = context.options().clone();
            let options =
                GpuOptions { family: Some(family), whole_steps: Some(whole_steps), ..options };
            PageExecutor::Gpu(Box::new(GpuExecutor::new(context.with_options(options))))
        };
        let (family, name) = match context.can_run(Family::Panels) {
            true => (Family::Panels, "fused, in panels"),
            false => (Family::Tiles, "fused, in tiles"),
        };
        vec![
            ("every kernel by itself", executor(Family::Single, false)),
            (name, executor(family, false)),
            ("whole steps in one dispatch", executor(family, true)),
        ]
    }
}
