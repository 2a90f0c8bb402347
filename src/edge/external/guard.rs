//! Which machines may be asked. A manual is not trusted: from inside a network, or on a build server, it
//! must not be able to reach what is not public.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether an address belongs to this machine, a private network, or nobody.
pub(super) fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_private_v4(address),
        IpAddr::V6(address) => is_private_v6(address),
    }
}

fn is_private_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (b == 18 || b == 19))
}

fn is_private_v6(address: Ipv6Addr) -> bool {
    let [first, second, third, .., last_but_one, last] = address.segments();
    let embedded = |high: u16, low: u16| {
        is_private_v4(Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low)))
    };
    address.is_loopback()
        || address.is_unspecified()
        || address.is_multicast()
        || address.is_unique_local()
        || address.is_unicast_link_local()
        || address.to_ipv4_mapped().is_some_and(is_private_v4)
        || (first == 0x64 && second == 0xff9b && embedded(last_but_one, last))
        || (first == 0x2002 && embedded(second, third))
        || (first == 0x2001 && second == 0xdb8)
        || (first == 0 && second == 0)
}

#[cfg(test)]
mod tests {
    use super::is_private;

    #[test]
    fn what_is_not_public_is_told_in_every_spelling() {
        for address in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "255.255.255.255",
            "224.0.0.1",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "::ffff:127.0.0.1",
            "::ffff:169.254.169.254",
            "64:ff9b::10.0.0.1",
            "2002:7f00:1::",
            "::127.0.0.1",
        ] {
            assert!(is_private(address.parse().unwrap()), "{address}");
        }
        for address in ["8.8.8.8", "172.32.0.1", "2606:4700::1111", "64:ff9b::8.8.8.8"] {
            assert!(!is_private(address.parse().unwrap()), "{address}");
        }
    }
}
