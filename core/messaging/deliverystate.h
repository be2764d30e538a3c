#pragma once

#include <QString>

#include <optional>

namespace desk {

/// Where an outgoing message is. States only move up; Refused is an end of its own, reached from Queued, Sending or Accepted.
/// A received message is always Received.
///
/// What is reported of a refused message afterwards changes nothing: people have read "refused", and may have sent it again or called.
/// Only a person leaves that end, by sending it again (Outbox::resend), and then a late report of the earlier attempt counts.
enum class DeliveryState { Queued, Sending, Accepted, Delivered, Read, Played, Refused, Received };

[[nodiscard]] QString toString(DeliveryState state);
[[nodiscard]] std::optional<DeliveryState> deliveryStateFrom(const QString &text);
/// Whether a message in @p from may be shown in @p to.
[[nodiscard]] bool canAdvance(DeliveryState from, DeliveryState to);

} // namespace desk
