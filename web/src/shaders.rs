//! The shaders that may run in a browser, for whoever compiles them all.

use std::collections::BTreeMap;

use gradshader::gpu::Shader;
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::error::json;

/// A shader.
#[derive(Serialize)]
struct Text {
    label: String,
    wgsl: String,
    /// Of each override, as a pipeline is given them.
    constants: BTreeMap<String, f64>,
}

/// The shaders of the families that run in browsers, those with one text and one set of constants once;
/// JSON.
///
/// # Errors
/// None.
#[wasm_bindgen]
pub fn shaders() -> Result<String, JsValue> {
    // The others, panels and matrices, need features that wgpu asks no browser for.
    let needs_more = |text: &str| text.contains("subgroup") || text.contains("enable ");
    let mut distinct = BTreeMap::new();
    for shader in Shader::all().into_iter().filter(|shader| !shader.is_mixed()) {
        let constants = shader.constants().into_iter();
        let constants = constants.map(|(name, value)| (name.to_string(), value)).collect();
        let wgsl = shader.wgsl(&BTreeMap::new());
        if needs_more(&wgsl) {
            continue;
        }
        let text = Text { label: shader.label(), wgsl, constants };
        let key = format!("{:?}{}", text.constants, text.wgsl);
        distinct.entry(key).or_insert(text);
    }
    json(&distinct.into_values().collect::<Vec<_>>())
}
