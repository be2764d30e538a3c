#include "ui/tickets/newticketdialog.h"

#include "ui/theme/deskstyle.h"
#include "ui/words.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace desk::ui {

NewTicketDialog::NewTicketDialog(CoreGateway &gateway, QWidget *parent)
    : QDialog(parent), m_gateway(gateway), m_person(new QLineEdit(this)), m_department(new QLineEdit(this)),
      m_phone(new QLineEdit(this)), m_equipment(new QComboBox(this)), m_fault(new QPlainTextEdit(this)),
      m_priority(new QComboBox(this)), m_problem(new QLabel(this)), m_open(new QPushButton(tr("Open ticket"), this))
{
    setWindowTitle(tr("New ticket"));
    m_phone->setPlaceholderText(tr("With country code; may be left empty"));
    m_fault->setTabChangesFocus(true);
    m_equipment->addItem(tr("Not known"), QString());
    for (const QString &word : equipmentTypes())
        m_equipment->addItem(Words::equipment(word), word);
    for (const QString &word : {u"high"_s, u"normal"_s, u"low"_s})
        m_priority->addItem(Words::priority(word), word);
    m_priority->setCurrentIndex(1);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setForegroundRole(QPalette::BrightText);
    m_problem->hide();

    auto *form = new QFormLayout;
    form->addRow(tr("&Person"), m_person);
    form->addRow(tr("&Department"), m_department);
    form->addRow(tr("&WhatsApp number"), m_phone);
    form->addRow(tr("D&evice"), m_equipment);
    form->addRow(tr("P&riority"), m_priority);
    form->addRow(tr("&Fault"), m_fault);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttonrole::give(m_open, buttonrole::primary);
    m_open->setDefault(true);
    buttons->addButton(m_open, QDialogButtonBox::ActionRole);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    resize(460, 360);
    connect(m_open, &QPushButton::clicked, this, &NewTicketDialog::submit);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_fault, &QPlainTextEdit::textChanged, this, &NewTicketDialog::check);
    check();
}

void NewTicketDialog::check()
{
    m_open->setEnabled(!m_fault->toPlainText().trimmed().isEmpty());
}

void NewTicketDialog::submit()
{
    Ticket draft;
    draft.requester = m_person->text().trimmed();
    draft.department = m_department->text().trimmed();
    draft.equipmentType = m_equipment->currentData().toString();
    draft.fault = m_fault->toPlainText().trimmed();
    draft.priority = m_priority->currentData().toString();
    const QString phone = m_phone->text().trimmed();
    m_open->setEnabled(false);
    auto ticket = m_gateway.ask<Ticket>([draft, phone, actor = m_gateway.actor()](DeskServices &services) {
        return services.database.transaction([&]() -> Result<Ticket> {
            const auto customer = phone.isEmpty() ? services.customers.create(draft.requester)
                                                  : services.customers.mean(phone, {}, draft.requester);
            if (!customer)
                return fail(customer.error());
            Ticket whole = draft;
            whole.customerId = *customer;
            return services.ticketService.open(whole, actor);
        });
    });
    onReply(ticket, this, [this](const Result<Ticket> &answer) {
        if (answer) {
            Q_EMIT opened(answer->id);
            return accept();
        }
        m_problem->setText(Words::of(answer.error()));
        m_problem->show();
        check();
    });
}

} // namespace desk::ui
