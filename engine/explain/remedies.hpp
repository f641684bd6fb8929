#pragma once

#include "engine/explain/code.hpp"

// The remedies that several troubles share; troubles.cpp and its neighbours put them into their
// lists.
namespace trustctl::troubles {

inline constexpr Remedy ask_server = {
    "trustctl verify HOST:443",
    "names the certificate that is missing or wrong, and the store it belongs to"};
inline constexpr Remedy ask_file = {
    "trustctl verify server.cer",
    "says of a certificate in a file whether this computer trusts it, and why not"};
inline constexpr Remedy capture = {
    "trustctl capture cryptoapi --out golden --only-chain-of HOST:443",
    "on a computer that works: writes the server's chain down as a manifest and .cer files"};
inline constexpr Remedy apply = {
    "trustctl apply golden/site.yaml",
    "on the computer that fails: puts the root into Root and CA, and the "
    "others into CA, and reads them again"};
inline constexpr Remedy show = {"trustctl show cryptoapi",
                                "lists what is in the stores, with validity, purposes and origin"};
inline constexpr Remedy lint = {"trustctl lint site.yaml",
                                "judges the declared certificates before any computer gets them"};
inline constexpr Remedy check = {"trustctl check site.yaml",
                                 "finds what is missing, unexpected or misplaced on this computer"};
inline constexpr Remedy plan = {"trustctl plan site.yaml",
                                "shows what would be added and removed, and from which store"};
inline constexpr Remedy export_chain = {
    "trustctl export SUBJECT --out chain",
    "on a computer that works: writes every certificate of the path "
    "as a file, to hand to the server's administrator"};

}  // namespace trustctl::troubles
