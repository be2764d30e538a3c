#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>

namespace desk::wa::sim {

/// Something the real service would refuse, or that breaks the protocol.
struct Violation
{
    QByteArray what;    ///< one of the names in the drivers' contract (note 3)
    QString detail;     ///< English
    QByteArray id = {}; ///< of the stanza, when it has one
};

/// Where every check reports to. Counts, and tells whoever listens. Lives on the simulator's thread.
class Violations : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// @param from the sending device by phone number; empty before it is paired.
    void report(const QByteArray &from, const Violation &violation)
    {
        ++m_count;
        Q_EMIT reported(from, violation);
    }
    [[nodiscard]] qint64 count() const { return m_count; }

Q_SIGNALS:
    void reported(const QByteArray &from, const desk::wa::sim::Violation &violation);

private:
    qint64 m_count = 0;
};

} // namespace desk::wa::sim
