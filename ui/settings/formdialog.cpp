#include "ui/settings/formdialog.h"

#include "ui/theme/deskstyle.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {
QLabel *plainLine()
{
    auto *label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->hide();
    return label;
}
} // namespace

FormDialog::FormDialog(const QString &title, const QString &action, QWidget *parent)
    : QDialog(parent), m_introduction(plainLine()), m_fields(new QWidget), m_form(new QFormLayout(m_fields)),
      m_column(new QVBoxLayout(this)), m_problem(plainLine()), m_action(new QPushButton(action)),
      m_cancel(new QPushButton(tr("Cancel")))
{
    setWindowTitle(title);
    setAttribute(Qt::WA_DeleteOnClose);
    m_problem->setForegroundRole(QPalette::BrightText);
    m_problem->setObjectName(u"problem"_s);
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setHorizontalSpacing(12);
    m_form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    buttonrole::give(m_action, buttonrole::primary);
    m_action->setDefault(true);
    m_cancel->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_action);
    m_column->setContentsMargins(20, 18, 20, 16);
    m_column->setSpacing(12);
    m_column->addWidget(m_introduction);
    m_column->addWidget(m_fields);
    m_column->addWidget(m_problem);
    m_column->addStretch();
    m_column->addLayout(buttons);
    setMinimumWidth(440);
    connect(m_action, &QPushButton::clicked, this, [this] {
        setProblem({});
        m_action->setEnabled(false);
        Q_EMIT submitted();
    });
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
}

void FormDialog::setIntroduction(const QString &text)
{
    m_introduction->setText(text);
    m_introduction->show();
}

void FormDialog::setProblem(const QString &text)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
    m_action->setEnabled(true);
}

void FormDialog::showOnce(const QString &text, const QString &secret)
{
    setIntroduction(text);
    m_fields->hide();
    m_problem->hide();
    m_action->hide();
    auto *field = new QLineEdit(secret);
    field->setReadOnly(true);
    field->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    field->setAccessibleName(windowTitle());
    field->setObjectName(u"secret"_s);
    field->setCursorPosition(0);
    auto *copy = new QPushButton(tr("Copy"));
    buttonrole::give(copy, buttonrole::primary);
    auto *row = new QHBoxLayout;
    row->addWidget(field, 1);
    row->addWidget(copy);
    m_column->insertLayout(1, row);
    m_cancel->setText(tr("Close"));
    copy->setFocus();
    adjustSize();
    connect(copy, &QPushButton::clicked, this, [copy, secret] {
        QGuiApplication::clipboard()->setText(secret);
        copy->setText(FormDialog::tr("Copied"));
    });
}

} // namespace desk::ui
