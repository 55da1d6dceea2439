//! Whether a device still does what it is told: of each submission a mark that the device itself writes,
//! beside what its callbacks have said. Most calls on a lost device silently do nothing.

use std::panic::{AssertUnwindSafe, catch_unwind};

use futures_intrusive::channel::shared::{OneshotReceiver, oneshot_channel};
use web_time::Duration;

use super::context::Context;
use super::fault::{self, Failure, Point};
use super::starved::Waits;
use crate::error::{Error, ErrorKind, Result};

/// Submissions under way at the most: the next is recorded meanwhile.
const IN_FLIGHT: usize = 2;

/// At the most it is waited so many times as long for software as it is given.
const LONGEST: usize = 10;

/// A submission under way.
#[derive(Debug)]
pub(super) struct Mark {
    submission: wgpu::SubmissionIndex,
    /// How long it may take.
    patience: Duration,
    counter: Option<Counter>,
}

/// A copy of the cursor behind a submission's last command.
#[derive(Debug)]
struct Counter {
    copy: wgpu::Buffer,
    mapped: OneshotReceiver<Result<(), wgpu::BufferAsyncError>>,
    expected: [u32; 2],
}

/// Submissions under way, the first first.
#[derive(Debug, Default)]
pub(super) struct Watch {
    marks: std::collections::VecDeque<Mark>,
    /// Copies that are free again.
    copies: Vec<wgpu::Buffer>,
}

impl Watch {
    /// How many are under way.
    pub(super) fn len(&self) -> usize {
        self.marks.len()
    }

    /// Waits until one more may be submitted; says whether it had to.
    pub(super) async fn make_room(&mut self, context: &Context) -> Result<bool> {
        // Software's submissions wait for each other where nothing can end that.
        let most = if context.is_software() { 1 } else { IN_FLIGHT };
        let is_full = self.marks.len() >= most;
        if is_full {
            self.settle(context).await?;
        }
        Ok(is_full)
    }

    /// Submits `encoder`, which leaves `expected` in the cursor, which lies in a buffer at an offset.
    pub(super) fn submit(
        &mut self,
        context: &Context,
        mut encoder: wgpu::CommandEncoder,
        cursor: Option<(&wgpu::Buffer, u64, [u32; 2])>,
        patience: Duration,
    ) {
        let copied = cursor.map(|(cursor, offset, expected)| {
            let copy = self.copies.pop().unwrap_or_else(|| {
                context.device.create_buffer(&wgpu::BufferDescriptor {
                    label: Some("steps done"),
                    size: size_of::<[u32; 2]>() as u64,
                    usage: wgpu::BufferUsages::MAP_READ | wgpu::BufferUsages::COPY_DST,
                    mapped_at_creation: false,
                })
            });
            encoder.copy_buffer_to_buffer(cursor, offset, &copy, 0, copy.size());
            (copy, expected)
        });
        let commands = encoder.finish();
        let submission = match fault::at(Point::Dispatch, context) {
            Some(Failure::Silent) => context.queue.submit([]),
            _ => context.queue.submit([commands]),
        };
        let counter = copied.map(|(copy, expected)| {
            let (sender, mapped) = oneshot_channel();
            copy.map_async(wgpu::MapMode::Read, .., move |result| {
                // The receiver is gone where something else has failed.
                let _ = sender.send(result);
            });
            Counter { copy, mapped, expected }
        });
        self.marks.push_back(Mark { submission, patience, counter });
    }

    /// Waits for the first of those under way, and makes sure that it was done.
    async fn settle(&mut self, context: &Context) -> Result<()> {
        let Some(Mark { submission, patience, counter }) = self.marks.pop_front() else {
            return Ok(());
        };
        context.wait(Some(submission), patience)?;
        let Some(Counter { copy, mapped, expected }) = counter else { return Ok(()) };
        if !matches!(mapped.receive().await, Some(Ok(()))) {
            return Err(context.lost("it did not give back its step counter"));
        }
        let Ok(range) = copy.get_mapped_range(..) else {
            return Err(context.lost("its step counter cannot be read"));
        };
        let found: Option<[u32; 2]> = bytemuck::pod_read_unaligned::<[u32; 2]>(&range).into();
        drop(range);
        // In a browser what it refused is said no earlier.
        context.check()?;
        if found != Some(expected) {
            return Err(context.lost(&format!(
                "its step counter stands at {found:?} where {expected:?} was sent"
            )));
        }
        copy.unmap();
        self.copies.push(copy);
        Ok(())
    }

    /// Waits for all of them.
    pub(super) async fn settle_all(&mut self, context: &Context) -> Result<()> {
        while !self.marks.is_empty() {
            self.settle(context).await?;
        }
        Ok(())
    }
}

impl Context {
    /// An error once the device is lost or has refused something.
    pub(super) fn check(&self) -> Result<()> {
        let (lost, refused, out_of_memory) = {
            let said = self.trouble.said();
            (said.lost.clone(), said.refused.clone(), said.out_of_memory)
        };
        if let Some(why) = lost {
            return Err(self.lost(&why));
        }
        let Some(what) = refused else { return Ok(()) };
        self.check_loss()?;
        let device = self.description();
        Err(match out_of_memory {
            true => self.out_of_memory(),
            false => Error::failed(format!("{device} refuses a command"))
                .advice("this is a bug of gradshader or of its driver; please report it"),
        }
        .caused_by(what))
    }

    /// An error where the device is lost though it has not said so yet: it refuses what it is given then,
    /// and says why once all its work is done.
    pub(super) fn check_loss(&self) -> Result<()> {
        // What is said of it comes by the callbacks.
        let _ = self.poll(None, self.patience(0.0));
        match &self.trouble.said().lost {
            Some(why) => Err(self.lost(why)),
            None => Ok(()),
        }
    }

    /// The error of a device that has no memory left.
    pub(super) fn out_of_memory(&self) -> Error {
        Error::device(format!("{} is out of memory", self.description()))
            .advice("use a smaller batch, fewer members or another device")
    }

    /// The error of a device that is no longer there.
    pub(super) fn lost(&self, why: &str) -> Error {
        Error::new(ErrorKind::Lost, format!("the device {} was lost", self.description()))
            .caused_by(why.to_owned())
            .advice("its driver was reset, updated or removed; run again")
    }

    /// Waits until the work submitted up to `submission` is done, or until that takes too long. On the
    /// web the event loop does that; there this returns at once.
    pub(super) fn wait(
        &self,
        submission: Option<wgpu::SubmissionIndex>,
        patience: Duration,
    ) -> Result<()> {
        let failure = fault::at(Point::Wait, self);
        let polled = match self.poll_patiently(submission, patience) {
            Some(_) if failure == Some(Failure::TimeOut) => Err(wgpu::PollError::Timeout),
            Some(polled) => polled,
            None => return Err(self.lost("its driver says so")),
        };
        match polled {
            Ok(_) => self.check(),
            Err(wgpu::PollError::Timeout) => {
                // Whoever let it go would wait for it.
                std::mem::forget(self.clone());
                let seconds = patience.as_secs_f64();
                Err(Error::failed(format!("{} does not answer", self.description()))
                    .also(format!("though it was given {seconds:.0} seconds"))
                    .advice(
                        "its driver hangs; restart the machine or choose another with --device",
                    ))
            }
            Err(wgpu::PollError::WrongSubmissionIndex(..)) => {
                self.check()?;
                Err(self.lost("it takes no more work"))
            }
        }
    }

    /// As [`poll`](Self::poll), of software for longer, but not for ever, while its threads wait for processors that
    /// others have.
    fn poll_patiently(
        &self,
        submission: Option<wgpu::SubmissionIndex>,
        patience: Duration,
    ) -> Option<Result<wgpu::PollStatus, wgpu::PollError>> {
        if !self.is_software() {
            return self.poll(submission, patience);
        }
        let is_over = |polled: &_| !matches!(polled, Some(Err(wgpu::PollError::Timeout)));
        // Most waits are short, and need not know.
        let half = patience / 2;
        let mut polled = self.poll(submission.clone(), half);
        for _ in 0..2 * LONGEST {
            if is_over(&polled) {
                break;
            }
            let waits = Waits::now();
            polled = self.poll(submission.clone(), half);
            if waits.longest_since() < half / 10 {
                break;
            }
        }
        polled
    }

    /// None where wgpu panics, as it does where a driver reports a loss while it is waited for.
    fn poll(
        &self,
        submission_index: Option<wgpu::SubmissionIndex>,
        patience: Duration,
    ) -> Option<Result<wgpu::PollStatus, wgpu::PollError>> {
        let timeout = Some(patience);
        let poll = || self.device.poll(wgpu::PollType::Wait { submission_index, timeout });
        QUIETLY.with(|quietly| {
            quietly.set(true);
            let polled = catch_unwind(AssertUnwindSafe(poll));
            quietly.set(false);
            polled.ok()
        })
    }
}

thread_local! {
    static QUIETLY: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// Whether a panic of this thread would be one of wgpu's that becomes an error: a program's panic hook
/// may keep silent of it.
#[doc(hidden)]
pub fn is_waiting() -> bool {
    QUIETLY.with(std::cell::Cell::get)
}
