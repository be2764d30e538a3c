#include "ui/settings/assistanttest.h"

#include "core/administration/administration.h"
#include "ui/words.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

/// Runs on the core thread.
QFuture<Result<ProbeOutcome>> probe(DeskServices &services, const AssistantTest::Typed &typed)
{
    if (!services.probe) {
        const Completer<ProbeOutcome> none;
        none.complete(fail(Errc::NotFound));
        return none.future();
    }
    const DeskSettings &stored = services.administration->settings;
    QString key = typed.key;
    if (key.isEmpty() && isSameService(typed.endpoint, stored.text(u"ai.endpoint"_s)))
        key = stored.text(u"ai.key"_s);
    return services.probe->ask({.endpoint = QUrl(typed.endpoint, QUrl::StrictMode),
                                .apiKey = key.toUtf8(),
                                .model = typed.model,
                                .timeout = std::chrono::milliseconds(stored.number(u"ai.timeout_ms"_s))});
}

} // namespace

AssistantTest::AssistantTest(CoreGateway &gateway, const Theme &theme, std::function<Typed()> typed, QWidget *parent)
    : QWidget(parent), m_gateway(gateway), m_typed(std::move(typed)), m_button(new QPushButton(tr("Test"))),
      m_result(new CheckLine(theme))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    m_button->setObjectName(u"test"_s);
    m_button->setAutoDefault(false);
    m_button->setIcon(theme.icon(u"zap"_s));
    row->addWidget(m_button, 0, Qt::AlignTop);
    row->addWidget(m_result, 1, Qt::AlignVCenter);
    connect(m_button, &QPushButton::clicked, this, &AssistantTest::test);
}

void AssistantTest::clear()
{
    ++m_asked;
    m_button->setEnabled(true);
    m_result->clear();
}

void AssistantTest::test()
{
    const Typed typed = m_typed();
    m_button->setEnabled(false);
    m_result->show(CheckLine::State::Working, tr("Asking the service…"));
    auto outcome = m_gateway.askLater<ProbeOutcome>([typed](DeskServices &services) { return probe(services, typed); });
    onReply(outcome, this, [this, typed, asked = ++m_asked](const Result<ProbeOutcome> &answer) {
        if (asked != m_asked)
            return;
        m_button->setEnabled(true);
        if (!answer)
            m_result->show(CheckLine::State::Bad, Words::of(answer.error()));
        else
            m_result->show(answer->kind == ProbeOutcome::Kind::Works ? CheckLine::State::Good : CheckLine::State::Bad,
                           words(*answer, typed));
        Q_EMIT answered();
    });
}

QString AssistantTest::words(const ProbeOutcome &outcome, const Typed &typed)
{
    const QString host = QUrl(typed.endpoint).host();
    const double seconds = double(outcome.duration.count()) / 1000;
    switch (outcome.kind) {
    case ProbeOutcome::Kind::Works:
        return tr("It answers: %1, in %2 s.").arg(typed.model, QLocale().toString(seconds, 'f', 1));
    case ProbeOutcome::Kind::NoAddress:
        return tr("Write the address of the service first.");
    case ProbeOutcome::Kind::KeyRefused:
        return tr("%1 answers, but does not take the key. Copy it again from your account there.").arg(host);
    case ProbeOutcome::Kind::NoCredit:
        return tr("%1 answers, but your account there has no credit.").arg(host);
    case ProbeOutcome::Kind::ModelUnknown:
        return tr("%1 answers, but does not know the model %2.").arg(host, typed.model);
    case ProbeOutcome::Kind::WrongAddress:
        return tr("Something answers there, but no such service. The address usually ends in /chat/completions.");
    case ProbeOutcome::Kind::Busy:
        return tr("%1 answers, but your account has asked too much for now. Wait a moment and try again.").arg(host);
    case ProbeOutcome::Kind::ServiceError:
        return tr("%1 has a problem of its own (%2). Try again later.").arg(host).arg(outcome.status);
    case ProbeOutcome::Kind::Refused:
        return tr("%1 did not take the question (%2). Check address and model.").arg(host).arg(outcome.status);
    case ProbeOutcome::Kind::TimedOut:
        return tr("No answer in %1 s. Until it is quicker, the built-in rules answer.")
            .arg(QLocale().toString(seconds, 'f', 0));
    case ProbeOutcome::Kind::Unreachable:
        return tr("%1 cannot be reached. Check the address and the internet connection.").arg(host);
    }
    return {};
}

} // namespace desk::ui
