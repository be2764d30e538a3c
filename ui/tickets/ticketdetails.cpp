#include "ui/tickets/ticketdetails.h"

#include "ui/emptylayout.h"
#include "ui/theme/deskstyle.h"
#include "ui/tickets/filestrip.h"
#include "ui/tickets/statuschip.h"
#include "ui/tickets/tageditor.h"
#include "ui/tickets/tickethistory.h"
#include "ui/words.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QFrame>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

constexpr int labelColumn = 88;
constexpr int shownChanges = 8;
constexpr int mostDigits = 9;

QLabel *plainLabel(const QString &text, QPalette::ColorRole role = QPalette::WindowText)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setForegroundRole(role);
    return label;
}

/// Another ticket: its number and what it is about. A press opens it.
class TicketLink final : public QAbstractButton
{
public:
    TicketLink(const Theme &theme, const QString &folio, const QString &words) : m_theme(theme), m_folio(folio)
    {
        setText(words);
        setAccessibleName(folio + u", "_s + words);
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
        setCursor(Qt::PointingHandCursor);
        setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    }
    [[nodiscard]] QSize sizeHint() const override { return {120, QFontMetrics(m_theme.bodyFont()).height() + 6}; }

protected:
    void paintEvent(QPaintEvent * /*event*/) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        if (underMouse()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(m_theme.color(Token::Hover));
            painter.drawRoundedRect(rect(), controlRadius, controlRadius);
        }
        painter.setFont(m_theme.bodyFont());
        const QFontMetrics metrics = painter.fontMetrics();
        painter.setPen(m_theme.color(Token::Text3));
        painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter, m_folio);
        const QRect room = rect().adjusted(metrics.horizontalAdvance(m_folio) + 12, 0, 0, 0);
        painter.setPen(m_theme.color(underMouse() ? Token::Accent : Token::Text));
        painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         metrics.elidedText(text(), Qt::ElideRight, room.width()));
        if (!hasFocus())
            return;
        painter.setPen(QPen(m_theme.color(Token::Focus), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), controlRadius, controlRadius);
    }

private:
    const Theme &m_theme;
    QString m_folio;
};

QToolButton *sourceButton()
{
    auto *button = new QToolButton;
    buttonrole::give(button, buttonrole::quiet);
    button->setFixedSize(smallControlHeight, smallControlHeight);
    button->hide();
    return button;
}

} // namespace

TicketDetails::TicketDetails(OpenTicket &ticket, CoreGateway &gateway, ImageStore &images, const Theme &theme,
                             QWidget *parent)
    : QScrollArea(parent), m_ticket(ticket), m_gateway(gateway), m_images(images), m_theme(theme),
      m_suggestion(new SuggestionCard(gateway, ticket, theme))
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Ticket details"));
    auto *content = new QWidget;
    content->setAutoFillBackground(true);
    content->setBackgroundRole(QPalette::Base);
    m_layout = new QVBoxLayout(content);
    m_layout->setContentsMargins({});
    m_layout->setSpacing(0);
    addTicketSection();
    addDeviceSection();
    m_fault = plainLabel({});
    m_fault->setWordWrap(true);
    addSection(tr("Fault"))->addWidget(m_fault);
    addListSections();
    m_layout->addStretch(1);
    setWidget(content);
    connect(&m_ticket, &OpenTicket::changed, this, &TicketDetails::update);
    connect(&m_ticket, &OpenTicket::leaving, this, &TicketDetails::saveAll);
    connect(&m_theme, &Theme::changed, this, &TicketDetails::update);
    update();
}

void TicketDetails::addSuggestion()
{
    auto *place = new QWidget;
    auto *layout = new QVBoxLayout(place);
    layout->setContentsMargins(panePadding, panePadding, panePadding, panePadding);
    layout->addWidget(m_suggestion);
    m_layout->addWidget(place);
    connect(m_suggestion, &SuggestionCard::contentChanged, this,
            [this, place] { place->setVisible(m_ticket.id().isValid() && m_suggestion->hasContent()); });
    connect(m_suggestion, &SuggestionCard::insertWanted, this, &TicketDetails::questionWanted);
    connect(m_suggestion, &SuggestionCard::ticketWanted, this, &TicketDetails::ticketWanted);
}

void TicketDetails::addListSections()
{
    QVBoxLayout *files = addSection(tr("Files"), &m_fileCount);
    m_files = new FileStrip(m_images, m_theme);
    m_noFiles = plainLabel(tr("No files yet."), QPalette::PlaceholderText);
    files->addWidget(m_files);
    files->addWidget(m_noFiles);
    connect(m_files, &FileStrip::messageWanted, this, &TicketDetails::messageWanted);
    addSuggestion();
    m_sameDevice = addSection({}, nullptr, &m_deviceTitle);
    m_deviceSection = m_sections.last();
    m_others = addSection({}, nullptr, &m_othersTitle);
    m_history = addSection(tr("History"));
    m_allHistory = new QPushButton(tr("Show all"), m_sections.last());
    m_allHistory->hide();
    buttonrole::give(m_allHistory, buttonrole::quiet);
    connect(m_allHistory, &QPushButton::clicked, this, &TicketDetails::showHistory);
}

QVBoxLayout *TicketDetails::addSection(const QString &title, QLabel **fact, QLabel **heading)
{
    auto *section = new QWidget;
    auto *layout = new QVBoxLayout(section);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(panePadding + 2, 10, panePadding, 10);
    inner->setSpacing(4);
    layout->addLayout(inner);
    auto *head = new QHBoxLayout;
    QLabel *name = plainLabel(title);
    name->setFont(Theme::strong(m_theme.bodyFont()));
    head->addWidget(name, 1);
    if (heading)
        *heading = name;
    if (fact) {
        *fact = plainLabel({}, QPalette::PlaceholderText);
        head->addWidget(*fact);
    }
    inner->addLayout(head);
    auto *body = new QVBoxLayout;
    body->setSpacing(3);
    inner->addLayout(body);
    auto *rule = new QFrame;
    rule->setFrameShape(QFrame::HLine);
    rule->setFrameShadow(QFrame::Plain);
    rule->setForegroundRole(QPalette::Mid);
    layout->addWidget(rule);
    m_layout->addWidget(section);
    m_sections << section;
    return body;
}

void TicketDetails::addTicketSection()
{
    auto *grid = new QGridLayout;
    grid->setVerticalSpacing(3);
    grid->setColumnMinimumWidth(0, labelColumn);
    grid->setColumnStretch(1, 1);
    const auto add = [&](const QString &label, const QString &mnemonic) {
        auto *box = new QComboBox;
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(8);
        QLabel *name = plainLabel(label, QPalette::PlaceholderText);
        name->setBuddy(box);
        box->setAccessibleName(label);
        box->setToolTip(mnemonic);
        const int row = grid->rowCount();
        grid->addWidget(name, row, 0);
        grid->addWidget(box, row, 1);
        return box;
    };
    m_status = add(tr("Status"), tr("Only what may follow is listed."));
    for (QObject *heard : {static_cast<QObject *>(m_status), static_cast<QObject *>(m_status->view())})
        heard->installEventFilter(this); // a digit chooses, opened or not
    m_assignee = add(tr("Assigned to"), {});
    m_priority = add(tr("Priority"), {});
    m_category = add(tr("Category"), {});
    m_certainty = plainLabel({}, QPalette::PlaceholderText);
    m_certainty->setFont(m_theme.captionFont());
    grid->addWidget(m_certainty, grid->rowCount(), 1);
    for (const QString &word : {u"high"_s, u"normal"_s, u"low"_s})
        m_priority->addItem(Words::priority(word), word);
    for (const QString &top : categories()) {
        m_category->addItem(Words::category(top), QStringList{top, QString()});
        for (const QString &sub : subcategoriesOf(top))
            m_category->addItem(Words::category(top, sub), QStringList{top, sub});
    }
    connect(m_status, &QComboBox::activated, this, [this] {
        change([this](TicketPatch &patch) { patch.status = ticketStatusFrom(m_status->currentData().toString()); });
    });
    connect(m_assignee, &QComboBox::activated, this, [this] {
        change([this](TicketPatch &patch) { patch.assigneeId = UserId{m_assignee->currentData().toLongLong()}; });
    });
    connect(m_priority, &QComboBox::activated, this,
            [this] { change([this](TicketPatch &patch) { patch.priority = m_priority->currentData().toString(); }); });
    connect(m_category, &QComboBox::activated, this, [this] {
        change([this](TicketPatch &patch) {
            const QStringList words = m_category->currentData().toStringList();
            patch.category = words.value(0);
            patch.subcategory = words.value(1);
        });
    });
    QLabel *tags = plainLabel(tr("Tags"), QPalette::PlaceholderText);
    m_tags = new TagEditor(m_theme);
    tags->setBuddy(&m_tags->field());
    const int row = grid->rowCount();
    grid->addWidget(tags, row, 0, Qt::AlignTop);
    grid->addWidget(m_tags, row, 1);
    connect(m_tags, &TagEditor::tagsChanged, this,
            [this](const QString &words) { change([&](TicketPatch &patch) { patch.tags = words; }); });
    connect(m_tags, &TagEditor::knownWanted, this, &TicketDetails::loadTags);
    addSection(tr("Ticket"), &m_opened)->addLayout(grid);
}

bool TicketDetails::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QScrollArea::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const int digit = key->key() - Qt::Key_0;
    if (key->modifiers() & ~Qt::KeypadModifier || digit < 1 || digit > mostDigits || digit >= m_status->count())
        return QScrollArea::eventFilter(watched, event);
    m_status->hidePopup();
    m_status->setCurrentIndex(digit);
    Q_EMIT m_status->activated(digit);
    return true;
}

void TicketDetails::addDeviceSection()
{
    auto *grid = new QGridLayout;
    grid->setVerticalSpacing(3);
    grid->setColumnMinimumWidth(0, labelColumn);
    grid->setColumnStretch(1, 1);
    addField(*grid, tr("Person"),
             {&Ticket::requester, &TicketPatch::requester, u"requester"_s, tr("What is your name?")});
    addField(*grid, tr("Department"),
             {&Ticket::department, &TicketPatch::department, u"department"_s, tr("Which department are you in?")});
    QLabel *name = plainLabel(tr("Device"), QPalette::PlaceholderText);
    m_equipment = new QComboBox;
    m_equipment->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_equipment->setAccessibleName(tr("Device"));
    m_equipment->addItem(tr("Not known"), QString());
    for (const QString &word : equipmentTypes())
        m_equipment->addItem(Words::equipment(word), word);
    name->setBuddy(m_equipment);
    const int row = grid->rowCount();
    grid->addWidget(name, row, 0);
    auto *device = new QHBoxLayout;
    device->setSpacing(4);
    device->addWidget(m_equipment, 1);
    m_equipmentSource = sourceButton();
    device->addWidget(m_equipmentSource);
    grid->addLayout(device, row, 1);
    connect(m_equipmentSource, &QToolButton::clicked, this,
            [this] { Q_EMIT messageWanted(m_ticket.dossier().sources.value(u"equipment_type"_s).message); });
    addField(*grid, tr("Asset number"),
             {&Ticket::assetNumber, &TicketPatch::assetNumber, u"asset_number"_s,
              tr("What is the number on the device's label?")});
    connect(m_equipment, &QComboBox::activated, this, [this] {
        change([this](TicketPatch &patch) { patch.equipmentType = m_equipment->currentData().toString(); });
    });
    addSection(tr("About the device"), &m_known)->addLayout(grid);
}

void TicketDetails::addField(QGridLayout &grid, const QString &label, Field field)
{
    QLabel *name = plainLabel(label, QPalette::PlaceholderText);
    field.edit = new QLineEdit;
    field.edit->setAccessibleName(label);
    field.edit->setMaxLength(200);
    name->setBuddy(field.edit);
    const int row = grid.rowCount();
    grid.addWidget(name, row, 0);
    auto *value = new QHBoxLayout;
    value->setSpacing(4);
    value->addWidget(field.edit, 1);
    grid.addLayout(value, row, 1);
    buttonrole::give(field.edit, buttonrole::quiet);
    field.edit->setAttribute(Qt::WA_Hover);
    field.before = plainLabel({}, QPalette::PlaceholderText);
    value->addWidget(field.before);
    auto *ask = new QPushButton(tr("Ask"));
    buttonrole::give(ask, buttonrole::quiet);
    ask->setProperty(buttonrole::ink, int(Token::Wait));
    ask->setToolTip(tr("Puts the question into the answer"));
    connect(ask, &QPushButton::clicked, this, [this, question = field.question] { Q_EMIT questionWanted(question); });
    value->addWidget(ask);
    field.ask = ask;
    field.source = sourceButton();
    value->addWidget(field.source);
    connect(field.source, &QToolButton::clicked, this,
            [this, slot = field.name] { Q_EMIT messageWanted(m_ticket.dossier().sources.value(slot).message); });
    connect(field.edit, &QLineEdit::editingFinished, this, [this, field] { save(field); });
    m_fields << field;
}

void TicketDetails::save(const Field &field)
{
    const QString text = field.edit->text().trimmed();
    if (m_ticket.isLoaded() && field.edit->isModified() && text != m_ticket.dossier().ticket.*field.member)
        change([&](TicketPatch &patch) { patch.*field.patch = text; });
    field.edit->setModified(false);
}

void TicketDetails::saveAll()
{
    for (const Field &field : std::as_const(m_fields))
        save(field);
    m_tags->add();
}

void TicketDetails::change(const std::function<void(TicketPatch &)> &fill)
{
    TicketPatch patch;
    fill(patch);
    m_ticket.change(patch);
}

void TicketDetails::update()
{
    widget()->setVisible(m_ticket.isLoaded());
    if (!m_ticket.isLoaded())
        return;
    updateTicket();
    updateDevice();
    updateLists();
}

void TicketDetails::loadTags()
{
    auto tags = m_gateway.read<QStringList>([](Database &database) { return TicketRepository(database).tagsInUse(); });
    onReply(tags, this, [this](const Result<QStringList> &known) {
        if (known)
            m_tags->setKnown(*known);
    });
}

void TicketDetails::updateTicket()
{
    const Ticket &ticket = m_ticket.dossier().ticket;
    m_opened->setText(tr("opened %1 ago").arg(Words::since(ticket.createdAt)));
    if (m_status->view()->isVisible() || m_assignee->view()->isVisible())
        return; // somebody chooses just now
    m_status->clear();
    QList<TicketStatus> statuses{ticket.status};
    statuses += StatusChip::legalFrom(ticket.status, m_ticket.dossier().workshop);
    for (int i = 0; i < statuses.size(); ++i) {
        const TicketStatus status = statuses.at(i);
        const Look look = DesignTokens::lookOf(status);
        const bool numbered = i > 0 && i <= mostDigits;
        m_status->addItem(m_theme.icon(look.icon, look.color),
                          numbered ? u"%1  %2"_s.arg(i).arg(Words::of(status)) : Words::of(status), toString(status));
    }
    m_assignee->clear();
    m_assignee->addItem(m_theme.icon(u"users-round"_s, Token::Text3), tr("Nobody"), 0);
    for (const User &user : m_ticket.dossier().users)
        m_assignee->addItem(m_theme.icon(u"user-round"_s), user.displayName.isEmpty() ? user.name : user.displayName,
                            user.id.value);
    m_assignee->setCurrentIndex(qMax(0, m_assignee->findData(ticket.assigneeId.value)));
    m_priority->setCurrentIndex(m_priority->findData(ticket.priority));
    const int category = m_category->findData(QStringList{ticket.category, ticket.subcategory});
    m_category->setCurrentIndex(category >= 0 ? category
                                              : m_category->findData(QStringList{ticket.category, QString()}));
    m_tags->setTags(ticket.tags);
    m_certainty->setVisible(ticket.categoryConfidence > 0);
    m_certainty->setText(tr("Suggested with %1 % certainty").arg(qRound(ticket.categoryConfidence * 100)));
}

void TicketDetails::updateDevice()
{
    const Ticket &ticket = m_ticket.dossier().ticket;
    int known = ticket.equipmentType.isEmpty() ? 0 : 1;
    int wanted = 1;
    for (const Field &field : std::as_const(m_fields)) {
        const QString &value = ticket.*field.member;
        if (!field.edit->isModified()) { // nobody is typing in it
            field.edit->setText(value);
            field.edit->setCursorPosition(0);
        }
        const QString before = m_ticket.dossier().sources.value(field.name).before;
        field.before->setText(before.isEmpty() || value.isEmpty() ? QString() : tr("before: %1").arg(before.left(20)));
        field.before->setVisible(!field.before->text().isEmpty());
        showSource(*field.source, field.name);
        ++wanted;
        known += value.isEmpty() ? 0 : 1;
        field.ask->setVisible(value.isEmpty());
        field.edit->setPlaceholderText(value.isEmpty() ? tr("Missing") : QString());
        QPalette colors = m_theme.palette();
        colors.setColor(QPalette::PlaceholderText, m_theme.color(Token::Wait));
        field.edit->setPalette(colors);
    }
    showSource(*m_equipmentSource, u"equipment_type"_s);
    m_known->setText(tr("%1 of %2").arg(known).arg(wanted));
    m_equipment->setCurrentIndex(qMax(0, m_equipment->findData(ticket.equipmentType)));
    m_fault->setText(ticket.faultDetail.isEmpty() ? ticket.fault : ticket.faultDetail);
}

void TicketDetails::showSource(QToolButton &button, const QString &field)
{
    const SlotSource source = m_ticket.dossier().sources.value(field);
    QString icon;
    QString words;
    switch (source.origin) {
    case SlotSource::Origin::Unknown:
        break;
    case SlotSource::Origin::Said:
        icon = u"message-square-text"_s;
        words = tr("Said by the customer");
        break;
    case SlotSource::Origin::Corrected:
        icon = u"pencil"_s;
        words = tr("Corrected by the customer");
        break;
    case SlotSource::Origin::Deduced:
        icon = u"lightbulb"_s;
        words = tr("Deduced by the assistant");
        break;
    case SlotSource::Origin::Typed:
        icon = u"user-round"_s;
        words = source.who.isEmpty() ? tr("Typed by a technician") : tr("Typed by %1").arg(source.who);
        break;
    }
    const bool leads = source.message.isValid();
    button.setVisible(!icon.isEmpty());
    button.setIcon(icon.isEmpty() ? QIcon() : m_theme.icon(icon, Token::Text3));
    button.setEnabled(leads);
    const QString whole = leads ? tr("%1. Show the message").arg(words) : words;
    button.setToolTip(whole.toHtmlEscaped());
    button.setAccessibleName(whole);
}

void TicketDetails::fillTickets(QVBoxLayout &layout, const QList<Ticket> &tickets)
{
    QStringList what;
    for (const Ticket &other : tickets)
        what << other.folio << toString(other.status) << other.fault;
    if (isShown(&layout, what.join(u'\n')))
        return;
    emptyLayout(&layout);
    if (tickets.isEmpty())
        layout.addWidget(plainLabel(tr("None."), QPalette::PlaceholderText));
    for (const Ticket &other : tickets) {
        const QString subject = other.fault.isEmpty() ? tr("Without a subject") : other.fault.simplified();
        auto *row = new TicketLink(m_theme, other.folio, u"%1 · %2"_s.arg(subject, Words::of(other.status)));
        row->setToolTip(u"%1, %2"_s.arg(subject, Words::fullTime(other.createdAt)).toHtmlEscaped());
        connect(row, &QAbstractButton::clicked, this, [this, id = other.id] { Q_EMIT ticketWanted(id); });
        layout.addWidget(row);
    }
}

void TicketDetails::updateLists()
{
    const Dossier &dossier = m_ticket.dossier();
    m_files->setFiles(dossier.files);
    m_files->setVisible(!dossier.files.isEmpty());
    m_noFiles->setVisible(dossier.files.isEmpty());
    m_fileCount->setText(QString::number(dossier.files.size()));

    m_deviceSection->setVisible(!dossier.sameDevice.isEmpty());
    m_deviceTitle->setText(tr("Same device: %1").arg(dossier.ticket.assetNumber));
    fillTickets(*m_sameDevice, dossier.sameDevice);
    const QString person = dossier.customer.displayName.section(u' ', 0, 0);
    m_othersTitle->setText(person.isEmpty() ? tr("Other tickets of this person")
                                            : tr("Other tickets of %1").arg(person));
    fillTickets(*m_others, dossier.others);
    fillHistory();
}

bool TicketDetails::isShown(const void *list, const QString &what)
{
    const QString marked = u':' + what; // an empty list is something else than none yet
    if (m_shown.value(list) == marked)
        return true;
    m_shown.insert(list, marked);
    return false;
}

void TicketDetails::fillHistory()
{
    const Dossier &dossier = m_ticket.dossier();
    if (isShown(m_history,
                u"%1 %2"_s.arg(dossier.ticket.id.value).arg(dossier.history.isEmpty() ? 0 : dossier.history.last().id)))
        return;
    m_history->removeWidget(m_allHistory);
    emptyLayout(m_history);
    const qsizetype first = qMax<qsizetype>(0, dossier.history.size() - shownChanges);
    for (qsizetype i = dossier.history.size() - 1; i >= first; --i) {
        const AuditEntry &entry = dossier.history.at(i);
        auto *row = new QWidget;
        auto *layout = new QHBoxLayout(row);
        layout->setContentsMargins({});
        layout->setSpacing(8);
        QLabel *time = plainLabel(Words::shortTime(entry.at), QPalette::PlaceholderText);
        time->setMinimumWidth(44);
        time->setToolTip(Words::fullTime(entry.at));
        QLabel *words = plainLabel(HistoryWords::of(entry, dossier.users));
        words->setWordWrap(true);
        for (QLabel *label : {time, words})
            label->setFont(m_theme.captionFont());
        layout->addWidget(time, 0, Qt::AlignTop);
        layout->addWidget(words, 1);
        m_history->addWidget(row);
    }
    m_history->addWidget(m_allHistory, 0, Qt::AlignLeft);
    m_allHistory->setVisible(first > 0 || dossier.hasMoreHistory);
}

void TicketDetails::showHistory()
{
    auto *dialog = new TicketHistoryDialog(m_gateway, m_ticket.dossier().ticket, m_ticket.dossier().users, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace desk::ui
