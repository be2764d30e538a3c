#include "ui/tickets/ticketdetails.h"

#include "ui/chat/chatmodel.h"
#include "ui/theme/deskstyle.h"
#include "ui/tickets/statuschip.h"
#include "ui/words.h"

#include <QComboBox>
#include <QFrame>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

constexpr int labelColumn = 88;

void emptyOut(QLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
}

QLabel *plainLabel(const QString &text, QPalette::ColorRole role = QPalette::WindowText)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setForegroundRole(role);
    return label;
}

/// A row of a list that can be pressed.
QPushButton *linkRow(const QString &text, const QIcon &icon = {})
{
    auto *row = new QPushButton(icon, QString(text).replace(u'&', u"&&"_s));
    buttonrole::give(row, buttonrole::quiet);
    row->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    row->setToolTip(text.toHtmlEscaped());
    return row;
}

} // namespace

TicketDetails::TicketDetails(OpenTicket &ticket, ImageStore &images, const Theme &theme, QWidget *parent)
    : QScrollArea(parent), m_ticket(ticket), m_images(images), m_theme(theme)
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
    m_diagnosis = plainLabel({});
    m_diagnosis->setWordWrap(true);
    addSection(tr("Suggested steps"))->addWidget(m_diagnosis);
    m_diagnosisSection = m_sections.last();
    m_files = addSection(tr("Files"), &m_fileCount);
    m_others = addSection(tr("Other tickets of this person"));
    m_history = addSection(tr("History"));
    m_layout->addStretch();
    setWidget(content);
    connect(&m_ticket, &OpenTicket::changed, this, &TicketDetails::update);
    connect(&m_images, &ImageStore::ready, this, &TicketDetails::updateFiles);
    connect(&m_theme, &Theme::changed, this, &TicketDetails::update);
    update();
}

QVBoxLayout *TicketDetails::addSection(const QString &title, QLabel **fact)
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
    addSection(tr("Ticket"), &m_opened)->addLayout(grid);
}

void TicketDetails::addDeviceSection()
{
    auto *grid = new QGridLayout;
    grid->setVerticalSpacing(3);
    grid->setColumnMinimumWidth(0, labelColumn);
    grid->setColumnStretch(1, 1);
    addField(*grid, tr("Person"), {&Ticket::requester, &TicketPatch::requester, tr("What is your name?")});
    addField(*grid, tr("Department"),
             {&Ticket::department, &TicketPatch::department, tr("Which department are you in?")});
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
    grid->addWidget(m_equipment, row, 1);
    addField(*grid, tr("Asset number"),
             {&Ticket::assetNumber, &TicketPatch::assetNumber, tr("What is the number on the device's label?")});
    addField(*grid, tr("Tags"), {&Ticket::tags, &TicketPatch::tags, {}});
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
    if (!field.question.isEmpty()) {
        auto *ask = new QPushButton(tr("Ask"));
        buttonrole::give(ask, buttonrole::quiet);
        ask->setToolTip(tr("Puts the question into the answer"));
        connect(ask, &QPushButton::clicked, this,
                [this, question = field.question] { Q_EMIT questionWanted(question); });
        value->addWidget(ask);
        field.ask = ask;
    }
    connect(field.edit, &QLineEdit::editingFinished, this, [this, field] {
        const QString text = field.edit->text().trimmed();
        if (m_ticket.isLoaded() && field.edit->isModified() && text != m_ticket.dossier().ticket.*field.member)
            change([&](TicketPatch &patch) { patch.*field.patch = text; });
        field.edit->setModified(false);
    });
    m_fields << field;
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
    updateFiles();
    updateLists();
}

void TicketDetails::updateTicket()
{
    const Ticket &ticket = m_ticket.dossier().ticket;
    m_opened->setText(tr("opened %1 ago").arg(Words::since(ticket.createdAt)));
    m_status->clear();
    QList<TicketStatus> statuses{ticket.status};
    statuses += StatusChip::legalFrom(ticket.status, m_ticket.dossier().workshop);
    for (const TicketStatus status : statuses) {
        const Look look = DesignTokens::lookOf(status);
        m_status->addItem(m_theme.icon(look.icon, look.color), Words::of(status), toString(status));
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
        if (!field.ask)
            continue;
        ++wanted;
        known += value.isEmpty() ? 0 : 1;
        field.ask->setVisible(value.isEmpty());
        field.edit->setPlaceholderText(value.isEmpty() ? tr("Missing") : QString());
        QPalette colors = m_theme.palette();
        colors.setColor(QPalette::PlaceholderText, m_theme.color(Token::Wait));
        field.edit->setPalette(colors);
    }
    m_known->setText(tr("%1 of %2").arg(known).arg(wanted));
    m_equipment->setCurrentIndex(qMax(0, m_equipment->findData(ticket.equipmentType)));
    m_fault->setText(ticket.faultDetail.isEmpty() ? ticket.fault : ticket.faultDetail);
    m_diagnosis->setText(ticket.diagnosis);
    m_diagnosisSection->setVisible(!ticket.diagnosis.isEmpty());
}

void TicketDetails::updateFiles()
{
    emptyOut(m_files);
    const QList<ThreadMessage> &files = m_ticket.dossier().files;
    m_fileCount->setText(QString::number(files.size()));
    if (files.isEmpty())
        m_files->addWidget(plainLabel(tr("No files yet."), QPalette::PlaceholderText));
    constexpr int perRow = 4;
    constexpr int side = 56;
    auto *grid = new QWidget;
    auto *cells = new QGridLayout(grid);
    cells->setContentsMargins({});
    cells->setSpacing(6);
    for (int i = 0; i < files.size(); ++i) {
        const ThreadMessage &one = files.at(files.size() - 1 - i);
        const bool picture = one.file && one.file->isShown();
        const QPixmap thumbnail = picture ? m_images.thumbnail(one.file->id) : QPixmap();
        auto *cell = new QPushButton;
        cell->setFixedSize(side, 44);
        cell->setIconSize(thumbnail.isNull() ? QSize(18, 18) : QSize(side - 4, 40));
        cell->setIcon(thumbnail.isNull() ? m_theme.icon(picture                              ? u"image"_s
                                                            : one.message.kind == "audio"_L1 ? u"mic"_s
                                                                                             : u"file-text"_s)
                                         : QIcon(thumbnail));
        const QString name = one.file && !one.file->name.isEmpty() ? one.file->name : Words::kind(one.message);
        cell->setToolTip(name.toHtmlEscaped());
        cell->setAccessibleName(name);
        connect(cell, &QPushButton::clicked, this, [this, id = one.message.id] { Q_EMIT messageWanted(id); });
        cells->addWidget(cell, i / perRow, i % perRow);
    }
    cells->setColumnStretch(perRow, 1);
    m_files->addWidget(grid);
}

QString TicketDetails::historyLine(const AuditEntry &entry) const
{
    QString words = ChatModel::eventText(entry);
    if (words.isEmpty())
        words = tr("changed a value");
    const QString who = entry.actorType == "bot"_L1 ? tr("Assistant") : entry.actorName;
    return who.isEmpty() ? words : u"%1: %2"_s.arg(who, words);
}

void TicketDetails::updateLists()
{
    const Dossier &dossier = m_ticket.dossier();
    emptyOut(m_others);
    if (dossier.others.isEmpty())
        m_others->addWidget(plainLabel(tr("None."), QPalette::PlaceholderText));
    for (const Ticket &other : dossier.others) {
        QPushButton *row = linkRow(
            u"%1   %2 · %3"_s.arg(other.folio, other.fault.simplified().left(40), Words::of(other.status)));
        connect(row, &QPushButton::clicked, this, [this, id = other.id] { Q_EMIT ticketWanted(id); });
        m_others->addWidget(row);
    }
    emptyOut(m_history);
    for (auto entry = dossier.history.crbegin(); entry != dossier.history.crend(); ++entry) {
        auto *row = new QWidget;
        auto *layout = new QHBoxLayout(row);
        layout->setContentsMargins({});
        layout->setSpacing(8);
        QLabel *time = plainLabel(Words::shortTime(entry->at), QPalette::PlaceholderText);
        time->setMinimumWidth(44);
        time->setToolTip(Words::fullTime(entry->at));
        QLabel *words = plainLabel(historyLine(*entry));
        words->setWordWrap(true);
        for (QLabel *label : {time, words})
            label->setFont(m_theme.captionFont());
        layout->addWidget(time, 0, Qt::AlignTop);
        layout->addWidget(words, 1);
        m_history->addWidget(row);
    }
}

} // namespace desk::ui
