//! Containers, `.zip` and `.tar`: a layer around articles, as a compression is, and no format.
//!
//! A container is read as a folder would be. Hidden members, those in hidden folders, and what
//! macOS adds (`__MACOSX`) are passed over; a member that holds no article is refused with its
//! name. Records count on over all members, so that a number names one in the whole container.
//! Nothing is ever unpacked to a path that a container names.

mod members;
mod tar;
#[cfg(test)]
mod tests;
mod zip;
mod zip_folders;

pub(super) use tar::read_tar;
pub(super) use zip::{read_spooled_zip, read_zip};

/// What holds other files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    /// A zip, whose list of members is at its end.
    Zip,
    /// A tar, a stream of members.
    Tar,
}

/// Tells a container by its first bytes. A zip is told by four of them.
pub(super) fn container_of(head: &[u8]) -> Option<Container> {
    match head {
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Some(Container::Zip),
        _ => tar::looks_like(head).then_some(Container::Tar),
    }
}

/// Endings of packed files: compressions, and containers of several members.
pub const PACKED_ENDINGS: &[&str] = &["gz", "zst", "bz2", "xz", "zip", "tar"];
