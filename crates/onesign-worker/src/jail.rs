//! The walls around the worker. It raises them before it reads a single byte of a document.

use std::collections::BTreeMap;
use std::fs;

use landlock::{
    ABI, Access, AccessFs, AccessNet, CompatLevel, Compatible, Ruleset, RulesetAttr, RulesetStatus,
    Scope,
};
use rustix::process::{Resource, Rlimit, nice, setrlimit};
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
    SeccompRule,
};

use crate::protocol::{Jails, Wall};

/// Address space of a worker, in bytes: its heap, its stack and the binary itself.
const MEMORY: u64 = 1 << 30;

/// Processor time of a worker, in seconds.
const CPU_SECONDS: u64 = 20;

/// The newest version of Landlock whose rights the worker requests.
const NEWEST: ABI = ABI::V6;

/// How far the worker's priority is below the server's: a page that is hard to draw must not slow requests.
const NICENESS: i32 = 5;

/// Closes every descriptor except the three pipes: the server or its own parent may have left others open.
pub fn close_inherited() {
    let Ok(listing) = fs::read_dir("/proc/self/fd") else {
        return;
    };
    let open: Vec<i32> = listing
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter(|descriptor| *descriptor > 2)
        .collect();
    for descriptor in open {
        // The listing's own descriptor is one of them and already closed, so that error is expected.
        let _ = nix::unistd::close(descriptor);
    }
}

/// Raises the walls that must exist before the working thread starts: limits, no new privileges, no files.
///
/// `room` limits the memory of the work itself: the heap and the stack, not the binary.
pub fn enter(room: Option<u64>) -> Jails {
    let memory = room.map_or(MEMORY, |room| MEMORY.max(room.saturating_mul(2)));
    let limited = [
        limit(Resource::As, memory, memory),
        room.is_none_or(|room| limit(Resource::Data, room, room)),
        limit(Resource::Cpu, CPU_SECONDS, CPU_SECONDS + 1),
        limit(Resource::Core, 0, 0),
        limit(Resource::Fsize, 0, 0),
    ];
    // A worker at the server's own priority is a nuisance but no danger, so a refusal does not matter.
    let _ = nice(NICENESS);
    Jails {
        limits: wall(limited.iter().all(|limited| *limited)),
        no_new_privileges: wall(rustix::thread::set_no_new_privs(true).is_ok()),
        landlock: forbid_files(),
        seccomp: Wall::Missing,
        memory_bytes: room.unwrap_or(memory),
        cpu_seconds: CPU_SECONDS,
    }
}

/// Raises the walls that are possible once the working thread runs: no descriptors, no processes, hardly any system
/// calls.
pub fn lock(jails: &mut Jails) {
    // Both limits are tried, even if the first one fails.
    let descriptors = limit(Resource::Nofile, 3, 3);
    let processes = limit(Resource::Nproc, 0, 0);
    if jails.limits == Wall::Full && !(descriptors && processes) {
        jails.limits = Wall::Partial;
    }
    jails.seccomp = wall(forbid_calls().is_some());
}

fn wall(stands: bool) -> Wall {
    if stands { Wall::Full } else { Wall::Missing }
}

fn limit(resource: Resource, soft: u64, hard: u64) -> bool {
    let limit = Rlimit {
        current: Some(soft),
        maximum: Some(hard),
    };
    setrlimit(resource, limit).is_ok()
}

/// Takes away every right to files, ports, other processes' sockets and signals that Landlock controls.
///
/// It also requests rights that only newer kernels have; older kernels ignore them, hence `Partial`.
pub fn forbid_files() -> Wall {
    let status = || {
        Ruleset::default()
            .set_compatibility(CompatLevel::BestEffort)
            .handle_access(AccessFs::from_all(NEWEST))?
            .handle_access(AccessNet::from_all(NEWEST))?
            .scope(Scope::from_all(NEWEST))?
            .create()?
            .restrict_self()
    };
    match status().map(|status| status.ruleset) {
        Ok(RulesetStatus::FullyEnforced) => Wall::Full,
        Ok(RulesetStatus::PartiallyEnforced) => Wall::Partial,
        Ok(RulesetStatus::NotEnforced) | Err(_) => Wall::Missing,
    }
}

/// Allows the system calls that computing needs; the kernel kills the process on any other. `None` if the kernel
/// refuses.
fn forbid_calls() -> Option<()> {
    // The kernel applies the strictest filter, so the second filter must allow the calls that the first one makes fail.
    let failing: Rules = FAILING.iter().map(|call| (*call, Vec::new())).collect();
    let mut allowed = failing.clone();
    allowed.extend(ALLOWED.iter().map(|call| (*call, Vec::new())));
    for (call, protection) in [(libc::SYS_mmap, 2), (libc::SYS_mprotect, 2)] {
        allowed.insert(call, vec![lacks(protection, libc::PROT_EXEC as u64)?]);
    }
    // Aborting signals the process itself; no other process may be signalled.
    let oneself = SeccompCondition::new(
        0,
        SeccompCmpArgLen::Dword,
        SeccompCmpOp::Eq,
        u64::from(std::process::id()),
    );
    allowed.insert(
        libc::SYS_tgkill,
        vec![SeccompRule::new(vec![oneself.ok()?]).ok()?],
    );

    let failing = filter(
        failing,
        SeccompAction::Allow,
        SeccompAction::Errno(libc::EACCES as u32),
    )?;
    let allowed = filter(allowed, SeccompAction::KillProcess, SeccompAction::Allow)?;
    seccompiler::apply_filter_all_threads(&failing).ok()?;
    seccompiler::apply_filter_all_threads(&allowed).ok()
}

type Rules = BTreeMap<i64, Vec<SeccompRule>>;

/// A rule that matches calls whose argument has none of these bits.
fn lacks(argument: u8, bits: u64) -> Option<SeccompRule> {
    let operator = SeccompCmpOp::MaskedEq(bits);
    let condition = SeccompCondition::new(argument, SeccompCmpArgLen::Dword, operator, 0).ok()?;
    SeccompRule::new(vec![condition]).ok()
}

fn filter(rules: Rules, otherwise: SeccompAction, matching: SeccompAction) -> Option<BpfProgram> {
    let architecture = std::env::consts::ARCH.try_into().ok()?;
    SeccompFilter::new(rules, otherwise, matching, architecture)
        .ok()?
        .try_into()
        .ok()
}

/// The calls for computing and answering. The only descriptors that they can reach are the three pipes.
const ALLOWED: [i64; 20] = [
    libc::SYS_brk,
    libc::SYS_clock_gettime,
    libc::SYS_exit,
    libc::SYS_exit_group,
    libc::SYS_futex,
    libc::SYS_getpid,
    libc::SYS_getrandom,
    libc::SYS_gettid,
    libc::SYS_madvise,
    libc::SYS_mremap,
    libc::SYS_munmap,
    libc::SYS_read,
    libc::SYS_restart_syscall,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sched_yield,
    libc::SYS_sigaltstack,
    libc::SYS_write,
    libc::SYS_writev,
];

/// Calls that a C library makes on its own and does not need, to inspect files and the process. They fail without a
/// kill.
const FAILING: &[i64] = &[
    libc::SYS_close,
    libc::SYS_faccessat,
    libc::SYS_fcntl,
    libc::SYS_fstat,
    libc::SYS_getcwd,
    libc::SYS_ioctl,
    libc::SYS_lseek,
    libc::SYS_newfstatat,
    libc::SYS_openat,
    libc::SYS_prlimit64,
    libc::SYS_readlinkat,
    libc::SYS_sched_getaffinity,
    libc::SYS_statx,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_access,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_open,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_readlink,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_stat,
];
