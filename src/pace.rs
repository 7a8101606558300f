//! Work that can be left at any moment and taken up again, so that a long text never holds up the page it is read on.
//!
//! A stage says what it did, `pace.did(bytes).await`, and after each step stands still once. It is a plain future
//! without a runtime or a clock: whoever polls it decides when it goes on, and drops it to leave off. [`at_once`] does
//! not wait at all; the extension's `app::slices` waits for the page.

use std::cell::Cell;
use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

/// So much work is one step: a quarter of a millisecond in a browser. Each stage says how much work a byte of text is.
const STEP: usize = 16 << 10;

/// How far a piece of work has come.
#[derive(Debug, Default)]
pub struct Pace {
    done: Cell<usize>,
    /// Where the current step ends.
    end: Cell<usize>,
}

impl Pace {
    /// What was done in all.
    pub fn done(&self) -> usize {
        self.done.get()
    }

    /// Adds to what was done; to wait for it is to stand still where a step is complete.
    pub(crate) fn did(&self, work: usize) -> Rest {
        let done = self.done.get().saturating_add(work);
        self.done.set(done);
        let complete = done >= self.end.get();
        if complete {
            self.end.set(done.saturating_add(STEP));
        }
        Rest(complete)
    }
}

/// Stands still once, if it is due.
#[must_use = "without `.await` there is no rest"]
pub(crate) struct Rest(bool);

impl Future for Rest {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, _: &mut Context) -> Poll<()> {
        if std::mem::take(&mut self.0) { Poll::Pending } else { Poll::Ready(()) }
    }
}

/// Does all of it without a pause.
pub(crate) fn at_once<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    loop {
        if let Poll::Ready(done) = work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return done;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stands_still_after_every_step_and_after_no_less() {
        let pace = Pace::default();
        let mut work = pin!(async {
            for _ in 0..100 {
                pace.did(STEP / 10).await;
            }
            "done"
        });
        let mut rests = 0;
        while work.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending() {
            rests += 1;
        }
        assert!((9..=11).contains(&rests), "{rests}");
        assert_eq!(pace.done(), STEP / 10 * 100);
    }
}
