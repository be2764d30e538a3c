#pragma once

#include <QLocalServer>
#include <QObject>
#include <QStringList>

namespace desk {

/// One program for each data folder and user: a second start hands what it was asked to the first, and ends.
///
/// The first listens on a socket that only its user may open; what a crash left of it is cleared away. Lives on the GUI thread; claim()
/// may take a few seconds, before anything is shown.
class SingleInstance : public QObject
{
    Q_OBJECT

public:
    enum class Standing {
        First,      ///< this one: go on
        Passed,     ///< another runs and has taken the request
        Unanswered, ///< another runs and does not answer
    };

    explicit SingleInstance(const QString &dataDir, QObject *parent = nullptr);

    [[nodiscard]] Standing claim(const QStringList &request);
    /// Where the first listens.
    [[nodiscard]] const QString &name() const { return m_name; }

Q_SIGNALS:
    /// A second start, with its command line.
    void asked(const QStringList &request);

private:
    void take(QLocalSocket *client);

    QString m_name;
    QLocalServer m_server;
};

} // namespace desk
