#include "ui/firstrun/assistantstep.h"

#include "ui/checkline.h"
#include "ui/settings/assistanttest.h"
#include "ui/settings/settingstore.h"

#include <QComboBox>
#include <QJsonObject>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

const QString endpointKey = u"ai.endpoint"_s;
const QString modelKey = u"ai.model"_s;
const QString keyKey = u"ai.key"_s;

struct KnownService
{
    const char16_t *name;
    const char16_t *endpoint;
    const char16_t *model;
};
constexpr KnownService knownServices[] = {
    {u"DeepSeek", u"https://api.deepseek.com/chat/completions", u"deepseek-chat"},
    {u"OpenAI", u"https://api.openai.com/v1/chat/completions", u"gpt-4o-mini"},
    {u"Groq", u"https://api.groq.com/openai/v1/chat/completions", u"llama-3.1-8b-instant"},
    {u"Ollama", u"http://localhost:11434/v1/chat/completions", u"llama3.1"},
};

// Positions in the list of services.
constexpr int rulesOnly = 0;
constexpr int firstKnown = 1;
constexpr int another = firstKnown + int(std::size(knownServices));

} // namespace

AssistantStep::AssistantStep(CoreGateway &gateway, const Theme &theme)
    : FirstRunStep(u"assistant"_s, tr("Assistant"), theme), m_gateway(gateway), m_service(new QComboBox),
      m_endpoint(new QLineEdit), m_model(new QLineEdit), m_key(new QLineEdit), m_fields(new QWidget),
      m_problem(new CheckLine(theme))
{
    addHeading(
        tr("Who helps the assistant?"),
        tr("The built-in rules greet customers, ask for what is missing and suggest first steps, without internet. "
           "An AI service understands more; when it does not answer, the rules do."));
    m_service->setObjectName(u"service"_s);
    m_service->addItem(tr("Nobody: the built-in rules alone"));
    for (const KnownService &known : knownServices)
        m_service->addItem(QString::fromUtf16(known.name));
    m_service->setItemText(another - 1, tr("Ollama, on this computer"));
    m_service->addItem(tr("Another service"));
    column().addWidget(makeField(tr("&Service"), m_service));

    auto *rows = new QVBoxLayout(m_fields);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(10);
    m_endpoint->setObjectName(u"endpoint"_s);
    m_endpoint->setPlaceholderText(u"https://…/chat/completions"_s);
    m_endpoint->setMaxLength(500);
    m_model->setObjectName(u"model"_s);
    m_model->setMaxLength(100);
    m_key->setObjectName(u"key"_s);
    m_key->setEchoMode(QLineEdit::Password);
    m_key->setMaxLength(500);
    rows->addWidget(makeField(tr("&Address"), m_endpoint));
    rows->addWidget(makeField(tr("&Model"), m_model));
    rows->addWidget(makeField(tr("&Key"), m_key));
    m_test = new AssistantTest(gateway, theme, [this] {
        return AssistantTest::Typed{.endpoint = m_endpoint->text().trimmed(),
                                    .model = m_model->text().trimmed(),
                                    .key = m_key->text().trimmed()};
    });
    rows->addWidget(makeField({}, m_test));
    auto *note = new TintedLabel(
        theme,
        tr("The words of your customers go to that service. Names and numbers are hidden before, unless it runs on "
           "this computer."));
    note->setContentsMargins(158, 4, 0, 0);
    rows->addWidget(note);
    column().addWidget(m_fields);
    column().addWidget(m_problem);
    column().addStretch();
    connect(m_service, &QComboBox::activated, this, &AssistantStep::choose);
    for (QLineEdit *field : {m_endpoint, m_model, m_key})
        connect(field, &QLineEdit::textEdited, this, &AssistantStep::edited);
    showFields();
}

void AssistantStep::choose(int service)
{
    if (service >= firstKnown && service < another) {
        const KnownService &known = knownServices[service - firstKnown];
        m_endpoint->setText(QString::fromUtf16(known.endpoint));
        m_model->setText(QString::fromUtf16(known.model));
    } else if (service == another) {
        m_endpoint->clear();
        m_model->clear();
    }
    m_key->clear();
    m_key->setPlaceholderText({});
    edited();
    showFields();
    if (service == another)
        m_endpoint->setFocus();
    else if (service != rulesOnly)
        m_key->setFocus();
}

void AssistantStep::edited()
{
    m_touched = true;
    m_test->clear();
    m_problem->clear();
    const bool rules = m_service->currentIndex() == rulesOnly;
    const QString endpoint = m_endpoint->text().trimmed();
    setReady(rules
             || (!endpoint.isEmpty() && acceptable(*findSetting(endpointKey), endpoint)
                 && acceptable(*findSetting(modelKey), m_model->text().trimmed())));
}

void AssistantStep::showFields()
{
    m_fields->setVisible(m_service->currentIndex() != rulesOnly);
}

void AssistantStep::load()
{
    const auto values = SettingStore::read(m_gateway, {endpointKey, modelKey, keyKey});
    onReply(values, this, [this](const Result<SettingStore::Values> &answer) {
        if (!answer)
            return;
        const QString endpoint = answer->value(endpointKey).value.toString();
        const QString model = answer->value(modelKey).value.toString();
        showChoice(endpoint, model);
        const bool locked = answer->value(endpointKey).source == DeskSettings::Source::Environment;
        m_service->setEnabled(!locked);
        for (QLineEdit *field : {m_endpoint, m_model, m_key})
            field->setEnabled(!locked);
        if (m_touched)
            return;
        const auto *found = std::find_if(
            std::begin(knownServices), std::end(knownServices),
            [&](const KnownService &known) { return endpoint == QString::fromUtf16(known.endpoint); });
        m_service->setCurrentIndex(endpoint.isEmpty() ? rulesOnly
                                                      : firstKnown + int(found - std::begin(knownServices)));
        m_endpoint->setText(endpoint);
        m_model->setText(model);
        m_key->setPlaceholderText(answer->value(keyKey).value.toBool() ? tr("Kept; type another to replace it")
                                                                       : QString());
        showFields();
    });
}

void AssistantStep::showChoice(const QString &endpoint, const QString &model)
{
    setStanding(!endpoint.isEmpty(), endpoint.isEmpty() ? tr("Built-in rules") : model);
}

void AssistantStep::submit()
{
    m_problem->clear();
    if (!m_service->isEnabled() || !m_touched)
        return Q_EMIT submitted();
    QJsonObject changes;
    if (m_service->currentIndex() == rulesOnly) {
        changes = {{endpointKey, QString()}};
    } else {
        changes = {{endpointKey, m_endpoint->text().trimmed()}, {modelKey, m_model->text().trimmed()}};
        const QString key = m_key->text().trimmed();
        if (!key.isEmpty() || m_key->placeholderText().isEmpty()) // a service without a key
            changes.insert(keyKey, key);
    }
    const auto stored = SettingStore::store(m_gateway, changes);
    onReply(stored, this, [this](const Result<SettingStore::Values> &answer) {
        if (!answer)
            return m_problem->show(CheckLine::State::Bad, SettingStore::words(answer.error()));
        m_touched = false;
        m_key->clear();
        load();
        Q_EMIT submitted();
    });
}

} // namespace desk::ui
