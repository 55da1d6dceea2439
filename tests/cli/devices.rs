//! Which device runs.

use super::*;

#[test]
fn devices_lists_adapters_and_what_auto_picks() {
    let place = Place::new();
    let devices = place.done(&["devices", "--json"]).json();
    let text = place.done(&["devices"]).stdout;
    let listed = devices["devices"].as_array().unwrap();
    for (index, device) in listed.iter().enumerate() {
        assert_eq!(device["index"], index);
        let adapter = &block_on(gpu::adapters())[index];
        assert_eq!(device["mixed"], Matrices::of(adapter).is_ok(), "{device}");
        for key in ["name", "backend", "type", "driver"] {
            assert!(text.contains(device[key].as_str().unwrap()), "{key} of {device}: {text}");
        }
    }
    let has_mixed = listed.iter().any(|device| device["mixed"] == true);
    assert_eq!(text.contains("--precision mixed runs on "), has_mixed, "{text}");
    let auto = &devices["auto"];
    // What there is to choose from is this machine's; the rule is not.
    if listed[0]["type"] == "software" {
        assert!(auto["index"].is_null() && auto["name"].as_str().unwrap().starts_with("CPU, "));
        assert!(listed.iter().all(|device| device["auto"] == false), "{devices}");
    } else {
        assert_eq!((&auto["name"], auto["index"].as_u64()), (&listed[0]["name"], Some(0)));
        assert_eq!(listed[0]["auto"], true);
    }
    assert!(text.contains(auto["reason"].as_str().unwrap()), "{text}");
    for device in ["\ncpu        CPU, ", "\nreference  CPU reference, f32"] {
        assert!(text.contains(device), "{text}");
    }
}

/// Without a hardware GPU the CPU trains; a software adapter is tried where that may pay.
#[test]
fn auto_takes_the_faster_of_cpu_and_software_adapter_and_says_so() {
    let place = Place::new();
    let devices = place.done(&["devices", "--json"]).json();
    if devices["devices"][0]["type"] != "software" {
        println!("not run: {} is no software adapter", adapter());
        return;
    }
    let run = place.done(&["train", IRIS, "--epochs", "2", "--model", "m.safetensors"]);
    assert!(run.stderr.contains("using the CPU; this training is too short to try"), "{run:?}");
    assert!(run.stderr.contains("device: CPU, "), "{run:?}");
    let run = place.done(&["evaluate", "m.safetensors", IRIS, "--json"]);
    assert!(run.json()["adapter"].as_str().unwrap().starts_with("CPU, "), "{run:?}");
    assert_eq!(run.stderr, "there is no hardware GPU: using the CPU\n");
    // What is short loads no driver where the system shows that there is no hardware GPU.
    let chosen = ["WGPU_BACKEND", "VK_DRIVER_FILES", "VK_ICD_FILENAMES"];
    if cfg!(all(target_os = "linux", target_env = "gnu"))
        && !Path::new("/dev/dri").exists()
        && chosen.iter().all(|name| std::env::var_os(name).is_none())
    {
        let loaded = |more: &[&str]| {
            let mut command = place.command(&[&["evaluate", "m.safetensors", IRIS], more].concat());
            let run = Run::of(command.env("LD_DEBUG", "files").output().unwrap());
            assert_eq!(run.code, Some(0), "{run:?}");
            run.stderr.contains("libvulkan")
        };
        assert!(!loaded(&[]) && loaded(&["--device", "gpu"]));
    }

    // Long training, which ends after one epoch because it diverges.
    place.write("table.csv", linear_table());
    let long = ["train", "table.csv", "--epochs", "1000000000", "--learning-rate", "1e30"];
    let run = place.run(&[&long[..], &["--preset", "article"]].concat());
    assert_eq!(run.code, Some(1), "{run:?}");
    let choice = run.stderr.lines().nth(1).unwrap();
    assert!(choice.matches(" samples/s; ").count() == 1 && choice.contains(" reaches "), "{run:?}");
    assert!(choice.contains(adapter()) && choice.contains("the CPU"), "{run:?}");
    // The formulas of the default preset are timed too.
    let some = ["train", IRIS, "--epochs", "1000000000", "--max-seconds", "0.2"];
    let run = place.done(&some);
    assert!(run.stderr.contains(" reaches "), "{}", adapter());
    // Which takes seconds, and is said first.
    assert!(run.stderr.starts_with("there is no hardware GPU: timing "), "{run:?}");
    assert!(!place.done(&[&some[..], &["--quiet"]].concat()).stderr.contains("timing"));
    // Who speaks of shaders wants them run.
    let run = place.done(&["train", IRIS, "--epochs", "1", "--fusion", "off"]);
    assert!(run.stderr.contains(&format!("device: {}", adapter())), "{run:?}");
}

#[test]
fn a_device_is_chosen_by_index_and_by_part_of_its_name() {
    let place = Place::new();
    let part = adapter().split(' ').next().unwrap().to_uppercase();
    for (device, name) in [
        ("0", adapter()),
        (&part, adapter()),
        ("gpu", adapter()),
        ("cpu", "CPU, "),
        ("reference", "CPU reference, f32"),
    ] {
        let run = place.done(&["train", IRIS, "--epochs", "1", "--device", device]);
        assert!(run.stderr.contains(&format!("device: {name}")), "{device}: {run:?}");
    }
    for device in ["99", "no such gpu"] {
        let run = place.run(&["train", IRIS, "--epochs", "1", "--device", device]);
        run.fails(3, &[device, adapter()]);
    }
}

#[test]
fn without_an_adapter_auto_takes_the_cpu_and_says_how_to_get_one() {
    let place = Place::new();
    place.iris_model("m.safetensors");
    for arguments in [
        &["train", IRIS, "--epochs", "1"][..],
        &["verify", "--steps", "1"],
        &["evaluate", "m.safetensors", IRIS],
        &["predict", "m.safetensors", IRIS],
        &["devices"],
    ] {
        // No such backend exists here, so there are no adapters.
        let mut command = place.command(arguments);
        command.env("WGPU_BACKEND", if cfg!(windows) { "metal" } else { "dx12" });
        let run = Run::of(command.output().unwrap());
        assert_eq!(run.code, Some(0), "{run:?}");
        let said = run.stderr.clone() + &run.stdout;
        let advice = said.lines().filter(|line| line.contains("apt install mesa-vulkan-drivers"));
        assert_eq!(advice.count(), 1, "{arguments:?}: {said}");
    }
    for arguments in [
        &["train", IRIS, "--device", "gpu"][..],
        &["train", IRIS, "--tune"],
        &["verify", "--self-test"],
    ] {
        let mut command = place.command(arguments);
        command.env("WGPU_BACKEND", if cfg!(windows) { "metal" } else { "dx12" });
        Run::of(command.output().unwrap())
            .fails(3, &["no GPU adapter", "apt install mesa-vulkan-drivers"]);
    }
}

/// What is said of shaders means nothing where none runs; a script that says it for every device goes on.
#[test]
fn on_the_cpu_what_is_said_of_shaders_is_said_to_change_nothing() {
    let place = Place::new();
    for device in ["cpu", "reference"] {
        for flags in [&["--fusion", "off"][..], &["--strict"]] {
            let run = ["train", IRIS, "--epochs", "1", "--device", device];
            let run = place.done(&[&run, flags].concat());
            let what = "the CPU runs no shaders: --strict and --fusion change nothing\n";
            assert!(run.stderr.contains(what), "{run:?}");
        }
    }
    let run = place.done(&["train", IRIS, "--epochs", "1", "--device", "cpu"]);
    assert!(!run.stderr.contains("shaders"), "{run:?}");
    // And where no vectors are.
    for (device, said) in [("reference", true), ("cpu", false)] {
        let run = ["train", IRIS, "--epochs", "1", "--vectors", "plain", "--device", device];
        let run = place.done(&run);
        let what = "--vectors is of the CPU and changes nothing here\n";
        assert_eq!(run.stderr.contains(what), said, "{run:?}");
    }
}
