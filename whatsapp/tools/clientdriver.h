#pragma once

#include "core/base/clock.h"
#include "core/base/qthttpclient.h"
#include "core/base/random.h"
#include "whatsapp/client.h"
#include "whatsapp/store/sessionstore.h"
#include "whatsapp/tools/messagedriver.h"

#include <QJsonObject>
#include <QObject>

#include <deque>
#include <functional>
#include <memory>

namespace desk::wa {

/// The driver of wa-cli: commands and events are lines of JSON (note 3). Results come in the order of the commands.
///
/// Commands and events about messages are MessageDriver's. Beyond the contract: `sleep {ms}` answers after that time; with
/// `--push-name` the client is available from its first login on; `sent` says in words why nothing could be sent; `disconnected`
/// carries `detail` and, when it waits or is banned, `until` (UTC ms); `send_node` with an <iq> answers the server's node.
class ClientDriver : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        QUrl url = {}; ///< empty: WhatsApp's own
        QByteArray rootKey = {};
        QString name = QStringLiteral("Ventanilla");
        QString pushName = {};
        QString mediaCa = {};
        bool mediaPlainHttp = false;
        bool history = false;
        bool reconnects = true;
        bool trace = false;
    };
    using Output = std::function<void(const QJsonObject &)>;

    /// @param assertions null: no passkey.
    ClientDriver(Options options, SessionStore &store, AssertionSource *assertions, Clock &clock, Random &random,
                 Output output, QObject *parent = nullptr);
    ~ClientDriver() override;

    void announce();
    void take(const QByteArray &line);

    /// What may be connected to with another root key than WhatsApp's own: this computer.
    [[nodiscard]] static bool isLoopback(const QUrl &url);

Q_SIGNALS:
    void quit();

private:
    using Answer = Result<QJsonObject>;
    /// The result of one command, printed when those before it are.
    struct Reply
    {
        QJsonObject command;
        std::optional<Answer> answer;
    };
    using ReplyPointer = std::shared_ptr<Reply>;

    void run(const ReplyPointer &reply);
    void finish(const ReplyPointer &reply, Answer answer);
    [[nodiscard]] Answer connectTo(const QJsonObject &command);
    void makeClient(const QUrl &url, const QByteArray &rootKey);
    void show(const LinkStatus &status);
    [[nodiscard]] Answer me();
    [[nodiscard]] Answer statistics() const;
    [[nodiscard]] Answer sendPresence(const QJsonObject &command);
    void sendNode(const ReplyPointer &reply);
    void emitEvent(const QString &name, QJsonObject fields = {});

    Options m_options;
    SessionStore &m_store;
    AssertionSource *m_assertions;
    Clock &m_clock;
    Random &m_random;
    Output m_output;
    QtHttpClient m_http;
    std::unique_ptr<Client> m_client;
    std::unique_ptr<MessageDriver> m_messages; ///< of m_client
    std::deque<ReplyPointer> m_replies;
    bool m_wasUp = false;
    int m_connects = 0;
    int m_disconnects = 0;
    int m_errors = 0;
};

} // namespace desk::wa
