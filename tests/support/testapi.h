#pragma once

#include "core/administration/administration.h"
#include "core/api/administrationroutes.h"
#include "core/api/apigate.h"
#include "core/api/attachmentscontroller.h"
#include "core/api/authcontroller.h"
#include "core/api/bulkcontroller.h"
#include "core/api/customerscontroller.h"
#include "core/api/messagescontroller.h"
#include "core/api/notescontroller.h"
#include "core/api/outboxcontroller.h"
#include "core/api/refusalscontroller.h"
#include "core/api/statuscontroller.h"
#include "core/api/ticketscontroller.h"
#include "core/api/whatsappcontroller.h"
#include "core/classification/ruleclassifier.h"
#include "tests/support/fakeassistant.h"
#include "tests/support/fakechannellink.h"
#include "tests/support/fakehttpclient.h"
#include "tests/support/testdesk.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryFile>
#include <QTest>

namespace desk {

/// The real controllers on a TestDesk, called without a socket.
struct TestApi
{
    explicit TestApi(ChannelLink *channelLink = nullptr, Assistant *assistant = nullptr)
        : conversation({desk.database, desk.conversations, desk.messages, desk.tickets, desk.ticketService,
                        desk.customers, desk.outbox},
                       {filler, classifier, library, assistant}, {}, desk.clock),
          services{desk.database,
                   reader,
                   desk.tickets,
                   desk.ticketService,
                   desk.messages,
                   conversation,
                   desk.conversations,
                   desk.customers,
                   desk.merges,
                   desk.attachments,
                   accounts,
                   desk.outbox,
                   desk.channel,
                   &bridge,
                   1024,
                   desk.folder.path(),
                   1,
                   desk.actions,
                   channelLink,
                   nullptr,
                   &desk.intake,
                   &desk.downloads}
    {
        QObject::connect(&desk.inbox, &Inbox::messageStored, &conversation, &ConversationService::schedule);
        conversation.start();
        addBulkRoutes(router, services);
        addTicketsRoutes(router, services);
        addNotesRoutes(router, services);
        addOutboxRoutes(router, services);
        addMessagesRoutes(router, services);
        addAttachmentsRoutes(router, services);
        addCustomersRoutes(router, services);
        addWhatsAppRoutes(router, services);
        addRefusalsRoutes(router, services);
        addStatusRoutes(router, services);
        services.administration = &administration;
        addAuthRoutes(router, services);
        addAdministrationRoutes(router, services);
        router.setGate([this](const Router::Route &route, HttpServerRequest request) {
            return gate.answer(route, std::move(request));
        });
    }

    struct Answer
    {
        int status = 0;
        QJsonObject body;
        QList<std::pair<QByteArray, QByteArray>> headers = {};
        [[nodiscard]] QByteArray header(const QByteArray &name) const
        {
            for (const auto &[known, value] : headers) {
                if (known == name)
                    return value;
            }
            return {};
        }
        [[nodiscard]] QString pointer() const
        {
            return body.value(QLatin1String("errors"))[0][QLatin1String("pointer")].toString();
        }
        [[nodiscard]] QString code() const { return body.value(QLatin1String("code")).toString(); }
    };

    /// As @p caller; 403 when the route is not for them, 404 when there is none, 0 while it is not answered.
    [[nodiscard]] Answer call(const QByteArray &method, const QString &path, const QJsonObject &body = {},
                              const QHash<QByteArray, QByteArray> &headers = {})
    {
        pending = start(method, path, body, headers);
        return answered();
    }
    /// Of the call that is under way.
    [[nodiscard]] Answer answered() const
    {
        if (!pending.isFinished())
            return {};
        const HttpAnswer answer = pending.result();
        return {answer.status, QJsonDocument::fromJson(answer.body).object(), answer.headers};
    }

    /// The answer itself, waited for: with files.
    [[nodiscard]] HttpAnswer fetch(const QString &path, const QHash<QByteArray, QByteArray> &headers = {})
    {
        pending = start("GET", path, {}, headers);
        waitForAnswer();
        return pending.result();
    }
    /// As a body that went to a file.
    [[nodiscard]] Answer upload(const QString &path, const QByteArray &bytes)
    {
        uploaded = std::make_shared<QTemporaryFile>(desk.folder.filePath(QStringLiteral("upload-XXXXXX")));
        if (!uploaded->open() || uploaded->write(bytes) != bytes.size() || !uploaded->seek(0))
            qFatal("a test file cannot be written");
        pending = start("POST", path, {}, {});
        uploaded.reset();
        waitForAnswer();
        return answered();
    }

    TestDesk desk;
    RuleSlotFiller filler;
    RuleClassifier classifier;
    StepLibrary library;
    FakeHttpClient http;
    ReadWorker reader{QStringLiteral(":memory:")}; ///< not asked here
    AccountService accounts{desk.database, desk.clock, desk.random};
    Administration administration{desk.database, desk.clock, desk.random, accounts, {}};
    BridgeChannel bridge{BridgeChannel::Settings{}, http, desk.inbox, desk.database, desk.clock, desk.random};
    ConversationService conversation;
    DeskServices services;
    Router router;
    ApiGate gate{router, desk.database, desk.clock};
    Identity caller{.kind = Identity::Kind::User,
                    .userId = {7},
                    .name = QStringLiteral("tec"),
                    .role = QStringLiteral("technician"),
                    .scopes = {},
                    .csrfToken = {}};
    QString address = QStringLiteral("127.0.0.1");
    bool secure = false; ///< over TLS
    QFuture<HttpAnswer> pending;
    std::shared_ptr<QTemporaryFile> uploaded;

private:
    void waitForAnswer() const
    {
        for (int i = 0; i < 500 && !pending.isFinished(); ++i)
            QTest::qWait(10);
        if (!pending.isFinished())
            qFatal("no answer");
    }

    [[nodiscard]] QFuture<HttpAnswer> start(const QByteArray &method, const QString &path, const QJsonObject &body,
                                            const QHash<QByteArray, QByteArray> &headers)
    {
        HttpServerRequest request;
        request.method = method;
        request.path = path.section(QLatin1Char('?'), 0, 0);
        request.query = QUrlQuery(path.section(QLatin1Char('?'), 1));
        request.body = method == "GET" ? QByteArray() : QJsonDocument(body).toJson();
        request.headers = headers;
        request.upload = uploaded;
        request.identity = caller;
        request.remoteAddress = address;
        request.secure = secure;
        const Router::Match match = router.match(method, request.path);
        if (!match.route || !caller.allows(match.route->access)) {
            HttpAnswer answer;
            answer.status = match.route ? 403 : 404;
            return answerNow(answer);
        }
        request.parameters = match.parameters;
        return router.answer(*match.route, request);
    }
};

} // namespace desk
