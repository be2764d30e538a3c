#include "ui/tickets/tageditor.h"

#include "ui/chip.h"
#include "ui/flowlayout.h"
#include "ui/theme/deskstyle.h"

#include <QCompleter>
#include <QEvent>
#include <QLineEdit>
#include <QStringListModel>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

constexpr int longestTag = 40;
constexpr int tagFieldMargin = 22;

QStringList tagsOf(const QString &text)
{
    QStringList tags;
    for (const QString &part : text.split(u',', Qt::SkipEmptyParts)) {
        const QString tag = part.simplified();
        if (!tag.isEmpty() && !tags.contains(tag, Qt::CaseInsensitive))
            tags << tag;
    }
    return tags;
}

} // namespace

TagEditor::TagEditor(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_known(new QStringListModel(this)), m_field(new QLineEdit(this))
{
    auto *layout = new FlowLayout(4, this);
    layout->setContentsMargins({});
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    buttonrole::give(m_field, buttonrole::quiet);
    m_field->setAttribute(Qt::WA_Hover);
    m_field->setMaxLength(longestTag);
    m_field->setPlaceholderText(tr("Add a tag"));
    m_field->setFixedWidth(fontMetrics().horizontalAdvance(m_field->placeholderText()) + tagFieldMargin);
    m_field->setAccessibleName(tr("Add a tag"));
    m_field->installEventFilter(this);
    auto *completer = new QCompleter(m_known, m_field);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    m_field->setCompleter(completer);
    layout->addWidget(m_field);
    connect(m_field, &QLineEdit::editingFinished, this, &TagEditor::add);
}

void TagEditor::setTags(const QString &tags)
{
    const QStringList wanted = tagsOf(tags);
    if (wanted == m_tags)
        return;
    m_tags = wanted;
    rebuild();
}

void TagEditor::setKnown(const QStringList &known)
{
    m_known->setStringList(known);
}

void TagEditor::rebuild()
{
    for (QWidget *chip : std::as_const(m_chips)) {
        layout()->removeWidget(chip);
        chip->hide();
        chip->deleteLater(); // it may be the one that was pressed
    }
    m_chips.clear();
    layout()->removeWidget(m_field);
    for (const QString &tag : std::as_const(m_tags)) {
        auto *chip = new Chip(m_theme, tag, this);
        chip->setAccessibleName(tr("Tag %1: take it away").arg(tag));
        chip->setToolTip(tr("Take this tag away"));
        connect(chip, &QAbstractButton::clicked, this, [this, tag] {
            QStringList rest = m_tags;
            rest.removeAll(tag);
            tell(rest);
            m_field->setFocus();
        });
        layout()->addWidget(chip);
        chip->show();
        m_chips << chip;
    }
    layout()->addWidget(m_field);
    for (QWidget *before = nullptr; QWidget * chip : std::as_const(m_chips)) {
        if (before)
            setTabOrder(before, chip);
        before = chip;
    }
    if (!m_chips.isEmpty())
        setTabOrder(m_chips.last(), m_field);
    updateGeometry();
}

void TagEditor::add()
{
    const QStringList typed = tagsOf(m_field->text());
    m_field->clear();
    QStringList all = m_tags;
    for (const QString &tag : typed) {
        if (!all.contains(tag, Qt::CaseInsensitive))
            all << tag;
    }
    if (all != m_tags)
        tell(all);
}

void TagEditor::tell(const QStringList &tags)
{
    m_tags = tags;
    rebuild();
    Q_EMIT tagsChanged(tags.join(u", "_s));
}

bool TagEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::FocusIn)
        Q_EMIT knownWanted();
    return QWidget::eventFilter(watched, event);
}

} // namespace desk::ui
