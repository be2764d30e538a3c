#include "core/conversation/assistantprobe.h"
#include "tests/support/fakehttpclient.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace desk;

class AssistantProbeTest : public QObject
{
    Q_OBJECT

private:
    static ProbeOutcome asked(FakeHttpClient &http, const AssistantProbe::Service &service)
    {
        AssistantProbe probe(http);
        const auto future = probe.ask(service);
        if (!QTest::qWaitFor([&] { return future.isFinished(); }))
            qFatal("no answer");
        return future.result().value();
    }
    static AssistantProbe::Service service()
    {
        return {.endpoint = QUrl(u"https://ai.example/v1/chat/completions"_s),
                .apiKey = "sk-1",
                .model = u"small-1"_s,
                .timeout = std::chrono::milliseconds(700)};
    }

private Q_SLOTS:
    void everyAnswerHasItsMeaning_data()
    {
        using Kind = ProbeOutcome::Kind;
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("kind");
        const auto row = [](const char *name, int status, const char *body, Kind kind) {
            QTest::newRow(name) << status << QByteArray(body) << int(kind);
        };
        row("works", 200, R"({"choices":[{"message":{"content":"ready"}}]})", Kind::Works);
        row("a web page", 200, "<html>Welcome</html>", Kind::WrongAddress);
        row("other JSON", 200, R"({"models":[]})", Kind::WrongAddress);
        row("moved", 301, "", Kind::WrongAddress);
        row("key", 401, R"({"error":{"message":"Authentication Fails"}})", Kind::KeyRefused);
        row("forbidden", 403, "{}", Kind::KeyRefused);
        row("credit", 402, R"({"error":{"message":"Insufficient Balance"}})", Kind::NoCredit);
        row("model of OpenAI", 404, R"({"error":{"code":"model_not_found"}})", Kind::ModelUnknown);
        row("model of DeepSeek", 400, R"({"error":{"message":"Model Not Exist"}})", Kind::ModelUnknown);
        row("path", 404, "404 page not found", Kind::WrongAddress);
        row("method", 405, "", Kind::WrongAddress);
        row("question", 400, R"({"error":"bad request"})", Kind::Refused);
        row("too often", 429, "{}", Kind::Busy);
        row("their fault", 503, "", Kind::ServiceError);
    }
    void everyAnswerHasItsMeaning()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, kind);
        FakeHttpClient http;
        http.answer = HttpResponse{status, body};
        const ProbeOutcome outcome = asked(http, service());
        QCOMPARE(int(outcome.kind), kind);
        QCOMPARE(outcome.status, status);
    }

    void silenceAndNoWayAreToldApart()
    {
        FakeHttpClient http;
        http.answer = fail(Errc::TimedOut);
        QCOMPARE(int(asked(http, service()).kind), int(ProbeOutcome::Kind::TimedOut));
        http.answer = fail(Errc::NotConnected);
        QCOMPARE(int(asked(http, service()).kind), int(ProbeOutcome::Kind::Unreachable));
    }

    void itAsksAsTheAssistantDoes()
    {
        FakeHttpClient http;
        (void)asked(http, service());
        const HttpRequest &request = http.requests.at(0);
        QCOMPARE(request.url, service().endpoint);
        QCOMPARE(request.timeout, std::chrono::milliseconds(700));
        QVERIFY(request.headers.contains(std::pair<QByteArray, QByteArray>("Authorization", "Bearer sk-1")));
        const QJsonObject body = QJsonDocument::fromJson(request.body).object();
        QCOMPARE(body.value("model"_L1).toString(), u"small-1"_s);
        QVERIFY(body.value("max_tokens"_L1).toInt() < 50); // it costs next to nothing
        AssistantProbe::Service open = service();
        open.apiKey.clear();
        (void)asked(http, open);
        for (const auto &header : http.requests.at(1).headers)
            QVERIFY(header.first != "Authorization");
    }

    void withoutAnAddressNothingGoesOut()
    {
        FakeHttpClient http;
        QCOMPARE(int(asked(http, {}).kind), int(ProbeOutcome::Kind::NoAddress));
        QVERIFY(http.requests.isEmpty());
    }
};

QTEST_GUILESS_MAIN(AssistantProbeTest)
#include "tst_assistantprobe.moc"
