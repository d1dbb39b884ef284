//! Orders to execute a command, their receipts, and the line in which they wait.

use crate::error::Error;
use onesign_core::{Actor, Command, Fact, Moment, State, StreamId};
use std::sync::{Mutex, PoisonError};
use tokio::sync::oneshot;

/// A command with who gives it and when.
pub(crate) struct Order {
    pub(crate) command: Command,
    pub(crate) by: Actor,
    pub(crate) at: Moment,
}

/// The result of a command.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// The stream the command was decided on.
    pub stream: StreamId,
    /// Number of the newest fact in that stream, counted from 0.
    pub seq: u64,
    /// The state of that stream now.
    pub state: State,
    /// The written facts in order, including those of new streams.
    pub facts: Vec<Written>,
}

/// A fact that was written.
#[derive(Clone, Debug)]
pub struct Written {
    /// Its stream.
    pub stream: StreamId,
    /// Its number in the stream, counted from 0.
    pub seq: u64,
    /// Its digest.
    pub digest: [u8; 32],
    /// The fact.
    pub fact: Fact,
}

/// Most orders in one transaction: beyond this the sync hardly counts, and readers see old states for longer.
const MOST: usize = 64;

/// Orders that wait for the next transaction.
#[derive(Default)]
pub(crate) struct GroupCommit(Mutex<Vec<Waiting>>);

/// An order, and where its outcome goes.
pub(crate) struct Waiting {
    pub(crate) order: Order,
    pub(crate) done: oneshot::Sender<Result<Receipt, Error>>,
}

impl GroupCommit {
    pub(crate) fn add(&self, waiting: Waiting) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(waiting);
    }

    /// The next orders, in the order of their arrival.
    pub(crate) fn take(&self) -> Vec<Waiting> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = waiting.len().min(MOST);
        waiting.drain(..count).collect()
    }
}
