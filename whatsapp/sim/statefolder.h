#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "whatsapp/sim/certificates.h"
#include "whatsapp/sim/directory.h"

#include <QByteArray>
#include <QObject>
#include <QSet>
#include <QString>

#include <optional>

namespace desk::wa::sim {

/// What outlives the process, as JSON: the server's keys, and two files for each account, one with its phone, companions and
/// keys, one with the companions' queues. Holds private keys of made-up people; readable by the owner only.
///
/// Without a path it does nothing. Lives on the simulator's thread; does not own what it is given.
class StateFolder : public QObject
{
    Q_OBJECT

public:
    StateFolder(QString path, Directory &directory, Clock &clock, QObject *parent = nullptr);
    ~StateFolder() override;

    /// Creates the folder and fills the directory. @return the keys of an earlier run, if there was one; Storage when
    /// something cannot be read.
    [[nodiscard]] Result<std::optional<ServerKeys>> load();
    [[nodiscard]] Result<> save(const ServerKeys &keys);

    /// The account is written a little later, together with what follows.
    void changed(const QByteArray &number);
    /// Only the queues of the account, likewise.
    void queueChanged(const QByteArray &number);
    /// What is changed is written now.
    void flush();

private:
    void flushSoon();
    [[nodiscard]] Result<> write(const QString &name, const QJsonObject &json) const;

    QString m_path;
    Directory &m_directory;
    Clock &m_clock;
    QSet<QByteArray> m_changed;
    QSet<QByteArray> m_queuesChanged;
    bool m_waiting = false;
};

} // namespace desk::wa::sim
