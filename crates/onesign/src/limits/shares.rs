//! Shares of a supply with a total limit and a limit for each holder, such as bytes or places.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A limited supply. Clones share it.
pub(crate) struct Shares<K>(Arc<Supply<K>>);

struct Supply<K> {
    total: u64,
    each: u64,
    taken: Mutex<Taken<K>>,
}

struct Taken<K> {
    total: u64,
    by: HashMap<K, u64>,
}

/// Why nothing is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Short {
    /// All holders together have used the supply.
    Everybody,
    /// This holder has used its own limit.
    Holder,
}

/// The share of one holder. Dropping it gives it back.
pub(crate) struct Share<K: Eq + Hash> {
    of: Arc<Supply<K>>,
    holder: K,
    amount: u64,
}

impl<K> Clone for Shares<K> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<K: Eq + Hash + Clone> Shares<K> {
    /// A supply with this total, and this limit for each holder.
    pub(crate) fn new(total: u64, each: u64) -> Self {
        let taken = Taken {
            total: 0,
            by: HashMap::new(),
        };
        Self(Arc::new(Supply {
            total,
            each,
            taken: Mutex::new(taken),
        }))
    }

    /// Takes this amount for a holder.
    ///
    /// # Errors
    /// [`Short`] if that is more than is left.
    pub(crate) fn take(&self, holder: K, amount: u64) -> Result<Share<K>, Short> {
        let mut share = self.nothing(holder);
        share.grow(amount)?;
        Ok(share)
    }

    /// An empty share.
    pub(crate) fn nothing(&self, holder: K) -> Share<K> {
        Share {
            of: Arc::clone(&self.0),
            holder,
            amount: 0,
        }
    }
}

impl<K> Supply<K> {
    fn taken(&self) -> MutexGuard<'_, Taken<K>> {
        // No code leaves a half-done change under this lock, so a poisoned lock is usable.
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: Eq + Hash> Share<K> {
    /// Takes more for the same holder.
    ///
    /// # Errors
    /// [`Short`] if that is more than is left; nothing is taken then.
    pub(crate) fn grow(&mut self, amount: u64) -> Result<(), Short>
    where
        K: Clone,
    {
        let mut taken = self.of.taken();
        let own = taken.by.get(&self.holder).copied().unwrap_or(0);
        let (total, own) = (
            taken.total.saturating_add(amount),
            own.saturating_add(amount),
        );
        if own > self.of.each {
            return Err(Short::Holder);
        }
        if total > self.of.total {
            return Err(Short::Everybody);
        }
        taken.total = total;
        taken.by.insert(self.holder.clone(), own);
        drop(taken);
        self.amount += amount;
        Ok(())
    }

    /// Takes more for the same holder even beyond the limit: nobody gets more until enough is given back.
    pub(crate) fn add(&mut self, amount: u64)
    where
        K: Clone,
    {
        let mut taken = self.of.taken();
        taken.total = taken.total.saturating_add(amount);
        let own = taken.by.entry(self.holder.clone()).or_default();
        *own = own.saturating_add(amount);
        drop(taken);
        self.amount = self.amount.saturating_add(amount);
    }
}

impl<K: Eq + Hash> Drop for Share<K> {
    fn drop(&mut self) {
        let mut taken = self.of.taken();
        taken.total = taken.total.saturating_sub(self.amount);
        if let Some(own) = taken.by.get_mut(&self.holder) {
            *own = own.saturating_sub(self.amount);
            if *own == 0 {
                taken.by.remove(&self.holder);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_holder_exceeds_its_share_and_all_together_not_the_total() {
        let shares = Shares::new(10, 6);
        let mut first = shares.take("a", 4).unwrap();
        assert_eq!(first.grow(3), Err(Short::Holder));
        first.grow(2).unwrap();
        assert_eq!(shares.take("a", 1).err(), Some(Short::Holder));
        let second = shares.take("b", 4).unwrap();
        assert_eq!(shares.take("c", 1).err(), Some(Short::Everybody));
        drop(first);
        assert!(shares.take("a", 6).is_ok());
        drop(second);
        let mut beyond = shares.nothing("b");
        beyond.add(20);
        assert_eq!(shares.take("c", 1).err(), Some(Short::Everybody));
        drop(beyond);
        assert_eq!(shares.take("c", u64::MAX).err(), Some(Short::Holder));
        assert!(
            shares.0.taken().by.is_empty(),
            "holders of nothing are kept"
        );
        assert_eq!(shares.0.taken().total, 0);
    }
}
