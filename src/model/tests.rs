use super::*;
use crate::dataset::{
    Column, DateFormat, DatePart, Encoding, Feature, Label, Scale, ScaledPart, Scaling,
    TargetEncoding,
};

fn model() -> Model {
    let network = Network::new(&[3, 4, 2], &[Activation::Tanh, Activation::Sigmoid]).unwrap();
    let scale = Scale { shift: 0.1, spread: 1.5e-39, clip: None };
    let number = Encoding::Number {
        scale,
        edges: Vec::new(),
        fill: Some(0.3),
        indicator: false,
        unit: None,
        sign: None,
    };
    let column = |name: &str| Feature { name: name.into(), encoding: number.clone() };
    Model {
        loss: crate::formula::Loss::default(),
        parameters: Parameters::initialise(&network, &[7]),
        network,
        preprocessing: Preprocessing {
            scaling: Scaling::Standard,
            features: ["a", "b", "ü \"c\""].map(column).to_vec(),
            targets: TargetEncoding::Classes {
                column: "kind".into(),
                names: vec!["no".into(), "yes".into()],
            },
            missing_texts: vec!["none".into()],
            dialect: Some(Default::default()),
            first_place: Some(1),
            narrow: false,
        },
        ensemble: Ensemble::default(),
        training: (0..20).map(|i| (format!("key {i}"), i.to_string())).collect(),
    }
}

/// The scale of a feature that is a number.
fn scale(model: &mut Model, place: usize) -> &mut Scale {
    match &mut model.preprocessing.features[place].encoding {
        Encoding::Number { scale, .. } => scale,
        other => panic!("{other:?}"),
    }
}

/// The model's file after its header was edited; the data stay.
fn edited(edit: impl Fn(String) -> String) -> Vec<u8> {
    let bytes = model().to_bytes().unwrap();
    let (length, rest) = bytes.split_first_chunk().unwrap();
    let (header, data) = rest.split_at(u64::from_le_bytes(*length) as usize);
    let text = String::from_utf8(header.to_vec()).unwrap();
    let changed = edit(text.clone());
    assert_ne!(text, changed, "the edit found nothing to change");
    [&(changed.len() as u64).to_le_bytes(), changed.as_bytes(), data].concat()
}

fn refused(bytes: &[u8]) -> String {
    Model::from_bytes("m.safetensors", bytes).unwrap_err().to_string()
}

#[test]
fn a_model_comes_back_as_it_was_and_its_bytes_are_the_same_each_time() {
    let model = model();
    let bytes = model.to_bytes().unwrap();
    let back = Model::from_bytes("m.safetensors", &bytes).unwrap();
    assert_eq!(back, model);
    assert_eq!(back.parameters.hash(), model.parameters.hash());
    assert_eq!(back.to_bytes().unwrap(), bytes);
}

#[test]
fn every_kind_of_column_comes_back_as_it_was() {
    let scale = Scale { shift: 2450000.1, spread: 0.1, clip: None };
    let part = |part| ScaledPart { part, scale };
    let encodings = [
        Encoding::Number {
            scale,
            edges: Vec::new(),
            fill: None,
            indicator: true,
            unit: None,
            sign: None,
        },
        Encoding::Boolean { fill: Some(0.3), indicator: false },
        Encoding::Category {
            values: vec!["a \"b\"".into(), String::new(), "1".into()],
            other: true,
            missing: true,
        },
        Encoding::Date {
            format: Some(DateFormat::new("%d/%m/%Y")),
            parts: vec![part(DatePart::Year), part(DatePart::MonthSine)],
            indicator: true,
        },
    ];
    let names = ["n", "b", "c", "d"].map(String::from);
    let features: Vec<_> = std::iter::zip(names, encodings)
        .map(|(name, encoding)| Feature { name, encoding })
        .collect();
    let label =
        |name: &str| Label { name: name.into(), negative: "no".into(), positive: "yes".into() };
    let values = |name: &str| Column { name: name.into(), scale };
    for targets in [
        TargetEncoding::Labels { columns: vec![label("wet"), label("cold")] },
        TargetEncoding::Values { columns: vec![values("x"), values("y")] },
    ] {
        let network = Network::new(&[11, 2], &[Activation::Sigmoid]).unwrap();
        let model = Model {
            loss: crate::formula::Loss::default(),
            parameters: Parameters::initialise(&network, &[7]),
            network,
            preprocessing: Preprocessing {
                features: features.clone(),
                targets,
                ..model().preprocessing
            },
            ensemble: Ensemble::default(),
            training: BTreeMap::new(),
        };
        let bytes = model.to_bytes().unwrap();
        assert_eq!(Model::from_bytes("m.safetensors", &bytes).unwrap(), model);
    }
}

#[test]
fn any_reader_of_safetensors_finds_the_layers() {
    let bytes = model().to_bytes().unwrap();
    let file = SafeTensors::deserialize(&bytes).unwrap();
    let weight = file.tensor("layers.0.weight").unwrap();
    assert_eq!((weight.dtype(), weight.shape()), (Dtype::F32, &[3, 4][..]));
    assert_eq!(file.tensor("layers.1.bias").unwrap().shape(), [2]);
    assert_eq!(file.len(), 4);
}

#[test]
fn what_is_no_model_is_refused() {
    let bytes = model().to_bytes().unwrap();
    for part in [&[][..], &[255; 20], &bytes[..bytes.len() - 1], &bytes[..40]] {
        assert!(refused(part).starts_with("m.safetensors: the file is damaged, or not a model"));
    }
    let other = edited(|header| header.replace("\"gradshader\"", "\"other\""));
    assert!(refused(&other).contains("not a gradshader model"));
    let newer = edited(|header| header.replace(r#"\"format\":2"#, r#"\"format\":4,\"new\":0"#));
    assert!(refused(&newer).contains("written by a newer gradshader (format 4"));
}

#[test]
fn a_description_that_cannot_be_is_refused() {
    for (from, to, expected) in [
        (r#"\"sizes\":[3,4,2]"#, r#"\"sizes\":[]"#, "at least one layer"),
        (r#"\"sizes\":[3,4,2]"#, r#"\"sizes\":[3,0,2]"#, "layer 1 is 0 wide"),
        (r#"\"sizes\":[3,4,2]"#, r#"\"sizes\":[4294967295,4294967295,2]"#, "too large"),
        (r#"\"tanh\""#, r#"\"tan\""#, "the file is damaged, or not a model"),
        (r#"half_squared_error"#, r#"cross_entropy"#, "the file is damaged, or not a model"),
        (r#"\"shift\":0.1"#, r#"\"shift\":1e999"#, "the file is damaged, or not a model"),
        (r#"\"name\":\"b\""#, r#"\"name\":\"a\""#, "have one name"),
        (r#"[\"no\",\"yes\"]"#, r#"[\"no\",\"no\"]"#, "have one name"),
        (r#"[\"no\",\"yes\"]"#, r#"[\"no\"]"#, "2 outputs of the network for 1"),
    ] {
        let error = refused(&edited(|header| header.replace(from, to)));
        assert!(error.starts_with("m.safetensors") && error.contains(expected), "{error}");
    }
}

#[test]
fn a_tensor_other_than_the_network_has_is_refused_by_name() {
    let place = "m.safetensors, tensor \"layers.1.weight\": ";
    let edit = |from: &str, to: &str| refused(&edited(|header| header.replace(from, to)));
    assert_eq!(edit("layers.1.weight", "other"), format!("{place}the tensor is missing"));
    let error = edit(r#""shape":[4,2]"#, r#""shape":[2,4]"#);
    assert_eq!(error, format!("{place}the shape is [2, 4] where the network has [4, 2]"));
    let error = edit(r#"{"dtype":"F32","shape":[4,2]"#, r#"{"dtype":"I32","shape":[4,2]"#);
    assert_eq!(error, format!("{place}the tensor is I32, not F32"));
    let extra = r#""extra":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"layers.0.bias""#;
    let error = edit(r#""layers.0.bias""#, extra);
    assert_eq!(error, "m.safetensors, tensor \"extra\": the network has no such tensor");
}

#[test]
fn a_parameter_that_is_not_finite_is_neither_written_nor_read() {
    let mut broken = model();
    broken.parameters.layers[1].bias[1] = f32::NAN;
    let error = broken.to_bytes().unwrap_err().to_string();
    assert!(error.starts_with("tensor \"layers.1.bias\": value 2 is NaN"), "{error}");

    let mut bytes = model().to_bytes().unwrap();
    let end = bytes.len() - 4;
    bytes[end..].copy_from_slice(&f32::INFINITY.to_le_bytes());
    let error = refused(&bytes);
    assert!(error.starts_with("m.safetensors, tensor \"layers.1.weight\": value 8 is inf"));
}

#[test]
fn parts_that_do_not_fit_are_not_written() {
    let two = Model { parameters: model().parameters.repeat(2), ..model() };
    assert!(two.to_bytes().unwrap_err().to_string().contains("2 members"));
    let mut narrow = model();
    narrow.preprocessing.features.pop();
    let error = narrow.to_bytes().unwrap_err().to_string();
    assert!(error.contains("3 inputs of the network for 2"), "{error}");
    let mut short = model();
    short.parameters.layers.pop();
    assert!(short.to_bytes().unwrap_err().to_string().contains("have 1 layers, the network 2"));
    let mut unusable = model();
    *scale(&mut unusable, 1) = Scale { shift: 0.0, spread: f64::NAN, clip: None };
    let error = unusable.to_bytes().unwrap_err().to_string();
    assert!(error.starts_with("column \"b\": its shift, spread"), "{error}");
}

#[cfg(feature = "files")]
#[test]
fn a_file_is_replaced_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("m.safetensors");
    model().save(&path).unwrap();
    assert_eq!(Model::load(&path).unwrap(), model());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode();
        let ordinary = folder.path().join("ordinary");
        std::fs::write(&ordinary, b"").unwrap();
        assert_eq!(mode(&path), mode(&ordinary));
        std::fs::remove_file(ordinary).unwrap();
    }

    let mut broken = model();
    broken.parameters.layers[0].bias[0] = f32::NAN;
    assert!(broken.save(&path).unwrap_err().to_string().contains("m.safetensors, tensor"));
    assert_eq!(Model::load(&path).unwrap(), model());
    assert_eq!(folder.path().read_dir().unwrap().count(), 1, "nothing is left beside it");

    let nowhere = folder.path().join("missing").join("m.safetensors");
    assert!(model().save(&nowhere).unwrap_err().to_string().contains("cannot be written"));
    assert!(Model::load(&nowhere).unwrap_err().to_string().contains("cannot be read"));
}

proptest::proptest! {
    #[test]
    fn any_bytes_give_a_model_or_an_error(
        bytes: Vec<u8>,
        place: proptest::sample::Index,
        value: u8,
        end: proptest::sample::Index,
    ) {
        let _ = Model::from_bytes("m.safetensors", &bytes);
        let mut near = model().to_bytes().unwrap();
        let place = place.index(near.len());
        near[place] = value;
        let _ = Model::from_bytes("m.safetensors", &near);
        let _ = Model::from_bytes("m.safetensors", &near[..end.index(near.len())]);
    }

    #[test]
    fn every_number_comes_back_bit_for_bit(
        shift in proptest::num::f64::NORMAL | proptest::num::f64::SUBNORMAL,
        spread in proptest::num::f64::NORMAL | proptest::num::f64::SUBNORMAL,
        weight in proptest::num::f32::NORMAL | proptest::num::f32::SUBNORMAL,
    ) {
        let mut model = model();
        *scale(&mut model, 1) = Scale { shift, spread, clip: None };
        model.parameters.layers[0].weight[3] = weight;
        let bytes = model.to_bytes().unwrap();
        proptest::prop_assert_eq!(Model::from_bytes("m.safetensors", &bytes).unwrap(), model);
    }
}

#[test]
fn an_ensemble_is_read_as_it_was_written() {
    let one = model();
    let sizes = [one.network.inputs(), 7, 5, one.network.outputs()];
    let activations = [Activation::Relu, Activation::Tanh, Activation::Sigmoid];
    let network = Network::new(&sizes, &activations).unwrap();
    let member = |times| Member {
        parameters: Parameters::initialise(&network, &[u64::from(times)]),
        network: network.clone(),
        times,
    };
    let others = vec![member(2), member(5)];
    let ensemble = Model { ensemble: Ensemble { times: 3, others }, ..one.clone() };
    let bytes = ensemble.to_bytes().unwrap();
    let read = Model::from_bytes("m.safetensors", &bytes).unwrap();
    assert_eq!(read, ensemble);
    assert_eq!(read.members().map(|(.., times)| times).collect::<Vec<_>>(), [3, 2, 5]);
    assert!(read.check_alone("a test").is_err() && one.check_alone("a test").is_ok());
    // What cannot be is not written.
    let error = |change: &dyn Fn(&mut Model)| {
        let mut model = ensemble.clone();
        change(&mut model);
        model.to_bytes().unwrap_err().to_string()
    };
    assert!(error(&|model| model.ensemble.times = 0).contains("does not count"));
    let nan = error(&|model| model.ensemble.others[1].parameters.layers[0].bias[0] = f32::NAN);
    assert!(nan.contains("members.2.layers.0.bias"), "{nan}");
    let other = Network::new(&[2, one.network.outputs()], &[Activation::Sigmoid]).unwrap();
    let error = error(&|model| {
        let parameters = Parameters::initialise(&other, &[1]);
        model.ensemble.others[0] = Member { parameters, network: other.clone(), times: 1 };
    });
    assert!(error.contains("other inputs or outputs"), "{error}");
}
