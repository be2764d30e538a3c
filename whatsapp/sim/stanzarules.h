#pragma once

#include "whatsapp/binary/node.h"
#include "whatsapp/sim/violations.h"

#include <optional>

namespace desk::wa::sim {

/// What is wrong with the outside of a client's stanza, whoever sends it and whatever it says: a tag that clients do not
/// send (unknown_stanza), an attribute that must be there (missing_attr), a type or class that does not exist
/// (unknown_stanza). Pure.
[[nodiscard]] std::optional<Violation> shapeProblem(const Node &node);

/// Whether a client that is not logged in may send this (note 1, sections 4, 5 and 8.2). Pure.
[[nodiscard]] bool isAllowedBeforeLogin(const Node &node);

} // namespace desk::wa::sim
