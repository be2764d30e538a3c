#pragma once

#include "core/base/completer.h"
#include "whatsapp/pairing/assertionsource.h"

#include <QObject>

#include <optional>

namespace desk {

/// Hands the account's question for its passkey to a person and their answer back: they let their own browser answer it, which knows the
/// passkey's ways (note 1, section 5.5.10). One question at a time; the assertion is not kept. Lives on the WhatsApp thread.
class PasskeyRelay final : public QObject, public wa::AssertionSource
{
    Q_OBJECT

public:
    [[nodiscard]] QFuture<Result<QByteArray>> assertion(QByteArray options) override;

    /// What is asked; empty: nothing is.
    [[nodiscard]] const QByteArray &options() const { return m_options; }
    /// @param assertion JSON as a browser writes it.
    /// @return Conflict when nothing is asked; Invalid when it is no assertion, or not for what is asked: somebody may try again.
    [[nodiscard]] Result<> supply(const QByteArray &assertion);
    /// Nobody answers any more.
    void giveUp();

Q_SIGNALS:
    /// options() are others now, or none.
    void changed();

private:
    QByteArray m_options;
    std::optional<Completer<QByteArray>> m_waiting;
};

} // namespace desk
