#pragma once

#include "core/base/result.h"
#include "whatsapp/client.h"

#include <QCoroTask>

#include <QJsonObject>
#include <QObject>
#include <QTemporaryDir>

#include <functional>

namespace desk::wa {

/// The commands and events of wa-cli about messages, people and groups (note 3): what ClientDriver is for the link.
///
/// What has a file is told once the file is here; others do not wait for it. Takes the client's events itself. Belongs to one client and one thread, and does not own the client or the store.
class MessageDriver : public QObject
{
    Q_OBJECT

public:
    using Answer = Result<QJsonObject>;
    using Done = std::function<void(Answer)>;
    using Emit = std::function<void(const QString &name, const QJsonObject &fields)>;

    struct Statistics
    {
        int messagesIn = 0;
        int messagesOut = 0;
        int receiptsIn = 0;
        int retriesIn = 0;
        int decryptErrors = 0;
        int mediaOk = 0;
        int mediaBad = 0;
    };

    MessageDriver(Client &client, SessionStore &store, Emit emit, QObject *parent = nullptr);

    /// @param done called once, now or later. @return false for a command that is not its own.
    bool run(const QJsonObject &command, const Done &done);
    [[nodiscard]] const Statistics &statistics() const { return m_statistics; }

private:
    void send(SendRequest request, const Done &done);
    [[nodiscard]] Result<SendRequest> fileToSend(const QJsonObject &command) const;
    void answerLater(QCoro::Task<Answer> task, const Done &done);
    [[nodiscard]] QCoro::Task<Answer> resolve(QStringList phones);
    [[nodiscard]] QCoro::Task<Answer> devices(QList<Jid> users);
    [[nodiscard]] QCoro::Task<Answer> hiddenId(Jid phone);
    [[nodiscard]] QCoro::Task<Answer> createGroup(QString subject, QList<Jid> members);
    [[nodiscard]] QCoro::Task<Answer> group(Jid jid);
    [[nodiscard]] QCoro::Task<Answer> groups();
    [[nodiscard]] Answer forgetSessions(const QJsonArray &addresses);
    [[nodiscard]] MessageRef reference(const QJsonObject &quote) const;

    void takeEvents();
    void tell(const MessageEvent &event);
    /// After its file has come, or not.
    void tellWithFile(const MessageEvent &event, QJsonObject fields);
    void tell(const GroupChange &change);

    Client &m_client;
    SessionStore &m_store;
    Emit m_emit;
    Statistics m_statistics;
    quint64 m_queries = 0;
    QTemporaryDir m_files;
    quint64 m_lastFile = 0;
};

} // namespace desk::wa
