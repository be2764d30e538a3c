#include "ui/settings/recordlist.h"

#include "ui/theme/deskstyle.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTextDocument>
#include <QVBoxLayout>

namespace desk::ui {

namespace {
constexpr int idRole = Qt::UserRole;
constexpr int mutedRole = Qt::UserRole + 1;
constexpr int leastHeight = 170;
constexpr int rowPadding = 12;
} // namespace

RecordList::RecordList(const Theme &theme, const QStringList &columns, const QString &empty, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_table(new QTreeWidget), m_empty(new QLabel(empty)), m_problem(new QLabel),
      m_buttons(new QHBoxLayout)
{
    m_table->setHeaderLabels(columns);
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setAllColumnsShowFocus(true);
    m_table->setMinimumHeight(leastHeight);
    m_table->setTextElideMode(Qt::ElideRight);
    m_table->header()->setStretchLastSection(true);
    m_table->header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setFocusProxy(m_table);
    m_empty->setTextFormat(Qt::PlainText);
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setForegroundRole(QPalette::BrightText);
    m_problem->hide();
    m_buttons->setSpacing(8);
    m_buttons->addStretch();

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_table, 1);
    column->addWidget(m_empty);
    column->addWidget(m_problem);
    column->addLayout(m_buttons);
    connect(m_table, &QTreeWidget::currentItemChanged, this, &RecordList::follow);
    connect(m_table, &QTreeWidget::itemActivated, this, &RecordList::activated);
    connect(&theme, &Theme::changed, this, &RecordList::tint);
    setRecords({});
}

QPushButton *RecordList::addButton(const QString &text, const QString &icon)
{
    auto *button = new QPushButton(m_theme.icon(icon, Token::Text), text);
    button->setAutoDefault(false);
    m_buttons->insertWidget(int(m_new++), button);
    return button;
}

QPushButton *RecordList::addChoiceButton(const QString &text)
{
    auto *button = new QPushButton(text);
    button->setAutoDefault(false);
    m_buttons->insertWidget(m_buttons->count() - 1, button);
    m_ofChoice << button;
    follow();
    return button;
}

QPushButton *RecordList::addDangerButton(const QString &text)
{
    auto *button = new QPushButton(text);
    button->setAutoDefault(false);
    button->setProperty(buttonrole::ink, int(Token::Danger));
    m_buttons->addWidget(button);
    m_ofChoice << button;
    follow();
    return button;
}

void RecordList::setRecords(const QList<Record> &records)
{
    const qint64 before = chosen();
    m_table->clear();
    for (const Record &record : records) {
        auto *item = new QTreeWidgetItem(m_table, record.cells);
        item->setData(0, idRole, record.id);
        item->setSizeHint(0, {0, m_table->fontMetrics().height() + rowPadding});
        item->setData(0, mutedRole, record.isMuted);
        for (int column = 0; column < record.cells.size(); ++column)
            item->setToolTip(column, Qt::convertFromPlainText(record.cells[column])); // words, whatever they hold
    }
    for (int column = 0; column + 1 < m_table->columnCount(); ++column) {
        m_table->resizeColumnToContents(column);
        m_table->setColumnWidth(column, qBound(90, m_table->columnWidth(column) + 12, 220));
    }
    m_table->setVisible(!records.isEmpty());
    m_empty->setVisible(records.isEmpty());
    choose(before);
    tint();
    follow();
}

qint64 RecordList::chosen() const
{
    const QTreeWidgetItem *item = m_table->currentItem();
    return item ? item->data(0, idRole).toLongLong() : 0;
}

void RecordList::choose(qint64 id)
{
    for (int row = 0; row < m_table->topLevelItemCount(); ++row) {
        if (m_table->topLevelItem(row)->data(0, idRole).toLongLong() == id)
            return m_table->setCurrentItem(m_table->topLevelItem(row));
    }
}

void RecordList::setProblem(const QString &text)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
}

void RecordList::follow()
{
    for (QPushButton *button : std::as_const(m_ofChoice))
        button->setEnabled(chosen() != 0);
    Q_EMIT chosenChanged();
}

void RecordList::tint()
{
    for (int row = 0; row < m_table->topLevelItemCount(); ++row) {
        QTreeWidgetItem *item = m_table->topLevelItem(row);
        const Token token = item->data(0, mutedRole).toBool() ? Token::Text3 : Token::Text;
        for (int column = 0; column < m_table->columnCount(); ++column)
            item->setForeground(column, m_theme.color(token));
    }
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, m_theme.color(Token::Text2));
    m_empty->setPalette(quiet);
}

} // namespace desk::ui
