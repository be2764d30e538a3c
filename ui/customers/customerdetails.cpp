#include "ui/customers/customerdetails.h"

#include "ui/customers/customerlistmodel.h"
#include "ui/emptylayout.h"
#include "ui/theme/deskstyle.h"
#include "ui/words.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

constexpr int customerLabels = 98;
constexpr int longestNotes = 5000;
constexpr int longestFact = 200;

QLabel *customerLabel(const QString &text, QPalette::ColorRole role = QPalette::WindowText)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setForegroundRole(role);
    return label;
}

/// "+52 1 55 1000 0001": digits as they are, in groups that can be read.
QString spacedPhone(const QString &digits)
{
    QString spaced = digits;
    for (qsizetype at = digits.size() - 4; at > 0; at -= 4)
        spaced.insert(at, u' ');
    return u'+' + spaced;
}

} // namespace

CustomerDetails::CustomerDetails(OpenCustomer &customer, const Theme &theme, QWidget *parent)
    : QScrollArea(parent), m_customer(customer), m_theme(theme), m_title(customerLabel({})),
      m_since(customerLabel({}, QPalette::PlaceholderText)), m_name(new QLineEdit), m_department(new QLineEdit),
      m_language(new QComboBox), m_optOut(new QCheckBox(tr("Wants no messages"))), m_notes(new QPlainTextEdit)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Customer"));
    auto *content = new QWidget;
    content->setAutoFillBackground(true);
    content->setBackgroundRole(QPalette::Base);
    m_layout = new QVBoxLayout(content);
    m_layout->setContentsMargins({});
    m_layout->setSpacing(0);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(panePadding + 2, 12, panePadding, 4);
    m_title->setFont(m_theme.titleFont());
    m_title->setWordWrap(true);
    auto *names = new QVBoxLayout;
    names->setSpacing(2);
    names->addWidget(m_title);
    names->addWidget(m_since);
    head->addLayout(names, 1);
    auto *merge = new QPushButton(tr("Merge…"));
    merge->setIcon(m_theme.icon(u"merge"_s));
    merge->setToolTip(tr("Another customer is the same person"));
    connect(merge, &QPushButton::clicked, this, &CustomerDetails::mergeRequested);
    head->addWidget(merge, 0, Qt::AlignTop);
    m_layout->addLayout(head);
    addFacts();
    m_numbers = addSection(tr("Numbers"));
    m_notes->setTabChangesFocus(true);
    m_notes->setPlaceholderText(tr("What colleagues should know of this customer"));
    m_notes->setAccessibleName(tr("Notes"));
    m_notes->setFixedHeight(6 * fontMetrics().lineSpacing());
    m_notes->installEventFilter(this);
    addSection(tr("Notes"))->addWidget(m_notes);
    m_history = addSection(tr("Identity"));
    m_layout->addStretch(1);
    setWidget(content);
    connect(&m_customer, &OpenCustomer::changed, this, &CustomerDetails::update);
    connect(&m_customer, &OpenCustomer::opened, this, [this] {
        save(); // of the one who was open
        m_shown = {};
        m_unmasked = false;
    });
    connect(&m_theme, &Theme::changed, this, &CustomerDetails::update);
    update();
}

QVBoxLayout *CustomerDetails::addSection(const QString &title)
{
    auto *section = new QVBoxLayout;
    section->setContentsMargins(panePadding + 2, 10, panePadding, 8);
    section->setSpacing(5);
    QLabel *name = customerLabel(title);
    name->setFont(Theme::strong(m_theme.bodyFont()));
    section->addWidget(name);
    auto *body = new QVBoxLayout;
    body->setSpacing(3);
    section->addLayout(body);
    m_layout->addLayout(section);
    return body;
}

void CustomerDetails::addFacts()
{
    auto *grid = new QGridLayout;
    grid->setContentsMargins(panePadding + 2, 8, panePadding, 8);
    grid->setVerticalSpacing(5);
    grid->setColumnMinimumWidth(0, customerLabels);
    grid->setColumnStretch(1, 1);
    const auto add = [&](const QString &label, QWidget *field) {
        QLabel *name = customerLabel(label, QPalette::PlaceholderText);
        name->setBuddy(field);
        field->setAccessibleName(label);
        const int row = grid->rowCount();
        grid->addWidget(name, row, 0);
        grid->addWidget(field, row, 1);
    };
    add(tr("Name"), m_name);
    add(tr("Department"), m_department);
    for (const auto &[word, name] :
         {std::pair(u"es"_s, tr("Spanish")), std::pair(u"pt"_s, tr("Portuguese")), std::pair(u"en"_s, tr("English"))})
        m_language->addItem(name, word);
    m_language->setToolTip(tr("In which the assistant writes to them"));
    add(tr("Language"), m_language);
    m_optOut->setToolTip(tr("Nothing is sent to them, notices included"));
    grid->addWidget(m_optOut, grid->rowCount(), 1);
    for (QLineEdit *edit : {m_name, m_department}) {
        edit->setMaxLength(longestFact);
        connect(edit, &QLineEdit::editingFinished, this, &CustomerDetails::save);
    }
    connect(m_language, &QComboBox::activated, this, [this] {
        CustomerPatch patch;
        patch.language = m_language->currentData().toString();
        m_customer.change(patch);
    });
    connect(m_optOut, &QCheckBox::clicked, this, [this](bool on) {
        CustomerPatch patch;
        patch.optOut = on;
        m_customer.change(patch);
    });
    m_layout->addLayout(grid);
}

void CustomerDetails::save()
{
    if (!m_shown.id.isValid())
        return;
    CustomerPatch patch;
    const auto take = [](QLineEdit *edit, const QString &known, std::optional<QString> &value) {
        if (edit->isModified() && edit->text().trimmed() != known)
            value = edit->text().trimmed();
        edit->setModified(false);
    };
    take(m_name, m_shown.displayName, patch.displayName);
    take(m_department, m_shown.department, patch.department);
    if (m_notes->document()->isModified() && m_notes->toPlainText().trimmed() != m_shown.notes)
        patch.notes = m_notes->toPlainText().trimmed().left(longestNotes);
    m_notes->document()->setModified(false);
    if (patch.displayName || patch.department || patch.notes)
        m_customer.change(m_shown.id, patch);
}

bool CustomerDetails::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_notes && event->type() == QEvent::FocusOut)
        save();
    return QScrollArea::eventFilter(watched, event);
}

void CustomerDetails::update()
{
    widget()->setVisible(m_customer.isLoaded());
    if (!m_customer.isLoaded())
        return;
    const Customer &customer = m_customer.dossier().customer;
    m_title->setText(CustomerListModel::nameOf(customer));
    const QDate since = QDateTime::fromMSecsSinceEpoch(customer.createdAt).date();
    m_since->setText(tr("Customer since %1").arg(QLocale().toString(since, QLocale::ShortFormat)));
    m_since->setToolTip(Words::fullTime(customer.createdAt));
    const auto put = [](QLineEdit *edit, const QString &text) {
        if (edit->isModified()) // somebody is typing in it
            return;
        edit->setText(text);
        edit->setCursorPosition(0);
    };
    put(m_name, customer.displayName);
    put(m_department, customer.department);
    m_language->setCurrentIndex(qMax(0, m_language->findData(customer.language)));
    m_optOut->setChecked(customer.optOut);
    if (!m_notes->document()->isModified()) {
        if (m_notes->toPlainText() != customer.notes)
            m_notes->setPlainText(customer.notes);
        m_notes->document()->setModified(false);
    }
    m_shown = customer;
    updateNumbers();
    updateHistory();
}

void CustomerDetails::updateNumbers()
{
    emptyLayout(m_numbers);
    QStringList phones;
    bool hidden = false;
    for (const QString &address : m_customer.dossier().addresses) {
        const QString phone = IdentityResolver::phoneOf(address);
        hidden = hidden || phone.isEmpty();
        if (!phone.isEmpty() && !phones.contains(phone))
            phones << phone;
    }
    for (const QString &phone : std::as_const(phones)) {
        auto *row = new QWidget;
        auto *layout = new QHBoxLayout(row);
        layout->setContentsMargins({});
        layout->setSpacing(4);
        auto *number = customerLabel(m_unmasked ? spacedPhone(phone) : Words::maskedPhone(phone));
        if (m_unmasked)
            number->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        layout->addWidget(number, 1);
        const auto addTool = [&](const QString &icon, const QString &words, auto what) {
            auto *tool = new QToolButton;
            buttonrole::give(tool, buttonrole::quiet);
            tool->setIcon(m_theme.icon(icon));
            tool->setToolTip(words);
            tool->setAccessibleName(words);
            connect(tool, &QToolButton::clicked, this, what);
            layout->addWidget(tool);
        };
        if (m_unmasked)
            addTool(u"copy"_s, tr("Copy the number"), [phone] { QGuiApplication::clipboard()->setText(u'+' + phone); });
        addTool(m_unmasked ? u"eye-off"_s : u"eye"_s, m_unmasked ? tr("Hide the number") : tr("Show the number"),
                [this] {
                    m_unmasked = !m_unmasked;
                    updateNumbers();
                });
        m_numbers->addWidget(row);
    }
    if (hidden)
        m_numbers->addWidget(
            customerLabel(tr("WhatsApp keeps one of their addresses hidden."), QPalette::PlaceholderText));
    if (phones.isEmpty() && !hidden)
        m_numbers->addWidget(customerLabel(tr("No number: they came in person."), QPalette::PlaceholderText));
}

void CustomerDetails::updateHistory()
{
    emptyLayout(m_history);
    const CustomerDossier &dossier = m_customer.dossier();
    const auto nameOfOther = [&](CustomerId other) {
        const QString name = dossier.names.value(other);
        return name.isEmpty() ? tr("Somebody without a name") : name;
    };
    bool told = false;
    for (const CustomerEvent &event : dossier.history) {
        if (event.event == "alias"_L1 && dossier.addresses.size() < 2)
            continue; // the only one that there ever was
        told = true;
        QString words;
        if (event.event == "merged"_L1)
            words = tr("Merged with %1").arg(nameOfOther(event.other));
        else if (event.event == "unmerged"_L1)
            words = tr("Separated from %1").arg(nameOfOther(event.other));
        else if (event.event == "joined"_L1)
            words = tr("%1 turned out to be the same person").arg(nameOfOther(event.other));
        else
            words = tr("Another address became known");
        if (!event.actorName.isEmpty())
            words = u"%1: %2"_s.arg(event.actorName, words);
        auto *row = new QWidget;
        auto *layout = new QHBoxLayout(row);
        layout->setContentsMargins({});
        layout->setSpacing(8);
        QLabel *time = customerLabel(Words::shortTime(event.at), QPalette::PlaceholderText);
        time->setToolTip(Words::fullTime(event.at));
        time->setMinimumWidth(48);
        QLabel *text = customerLabel(words);
        text->setWordWrap(true);
        layout->addWidget(time, 0, Qt::AlignTop);
        layout->addWidget(text, 1);
        if (event.event == "merged"_L1 && event.merge > 0 && !event.undone) {
            auto *undo = new QPushButton(tr("Undo"));
            buttonrole::give(undo, buttonrole::quiet);
            connect(undo, &QPushButton::clicked, this, [this, merge = event.merge] { m_customer.undoMerge(merge); });
            layout->addWidget(undo, 0, Qt::AlignTop);
        }
        m_history->addWidget(row);
    }
    if (!told)
        m_history->addWidget(customerLabel(tr("Always one and the same."), QPalette::PlaceholderText));
}

} // namespace desk::ui
