//! Where tests let a device fail: a hook of this thread is asked at each of these points, and may destroy
//! the device it is given. Nothing but tests sets one.

use std::cell::RefCell;

use super::context::Context;

/// What is about to be done with a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Point {
    /// It was opened and is asked for the known answer.
    Open,
    /// Memory is taken for buffers.
    Allocate,
    /// A shader is compiled.
    Compile,
    /// A buffer is written.
    Upload,
    /// Steps are submitted.
    Dispatch,
    /// The end of a submission is waited for.
    Wait,
    /// A buffer is copied to where it can be read.
    Read,
    /// What was copied is mapped.
    Map,
}

impl Point {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Open,
        Self::Allocate,
        Self::Compile,
        Self::Upload,
        Self::Dispatch,
        Self::Wait,
        Self::Read,
        Self::Map,
    ];
}

/// What the device shall do wrongly, beside what the hook does to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// Says nothing of its loss: the submission is left out and nothing tells.
    Silent,
    /// A wait that ends without an answer.
    TimeOut,
    /// What was read has a bit that was not written.
    Flip,
    /// A command that wgpu refuses.
    Invalid,
    /// Memory that no device has.
    OutOfMemory,
}

/// Asked at each point.
pub type Hook = Box<dyn FnMut(Point, &wgpu::Device) -> Option<Failure>>;

thread_local! {
    static HOOK: RefCell<Option<Hook>> = const { RefCell::new(None) };
}

/// Sets this thread's hook, or takes it away.
pub fn set(hook: Option<Hook>) {
    HOOK.with(|place| *place.borrow_mut() = hook);
}

/// Asks the hook, if there is one.
pub(super) fn at(point: Point, context: &Context) -> Option<Failure> {
    HOOK.with(|place| {
        let mut hook = place.try_borrow_mut().ok()?;
        let failure = hook.as_mut()?(point, &context.device)?;
        match failure {
            Failure::Invalid => refused(&context.device),
            Failure::OutOfMemory => context.trouble.refuse(&wgpu::Error::OutOfMemory {
                source: "no memory is left, as a test has it".into(),
            }),
            _ => {}
        }
        Some(failure)
    })
}

/// A command that cannot be: a buffer for nothing.
fn refused(device: &wgpu::Device) {
    let _ = device.create_buffer(&wgpu::BufferDescriptor {
        label: Some("no buffer"),
        size: 16,
        usage: wgpu::BufferUsages::empty(),
        mapped_at_creation: false,
    });
}
