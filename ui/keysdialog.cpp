#include "ui/keysdialog.h"

#include "ui/theme/deskstyle.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

QString plainWords(const QString &text)
{
    return QString(text).remove(u'&').remove(u'…');
}

QString native(const QString &keys)
{
    return QKeySequence(keys).toString(QKeySequence::NativeText);
}

} // namespace

KeysDialog::KeysDialog(const QMenuBar &menus, const Theme &theme, QWidget *parent) : QDialog(parent), m_theme(theme)
{
    setWindowTitle(tr("Keys"));
    auto *content = new QWidget;
    content->setAutoFillBackground(true);
    content->setBackgroundRole(QPalette::Base);
    auto *grid = new QGridLayout(content);
    grid->setContentsMargins(16, 8, 16, 16);
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    const auto actions = menus.actions();
    for (const QAction *menu : actions) {
        QList<Key> keys;
        const QList<QAction *> entries = menu->menu() ? menu->menu()->actions() : QList<QAction *>();
        for (const QAction *entry : entries) {
            if (!entry->shortcut().isEmpty())
                keys << Key{entry->shortcut().toString(QKeySequence::NativeText), plainWords(entry->text())};
        }
        addSection(*grid, plainWords(menu->text()), keys);
    }
    for (const auto &[title, keys] : ofPlaces())
        addSection(*grid, title, keys);
    grid->setRowStretch(grid->rowCount(), 1);
    auto *area = new QScrollArea(this);
    area->setWidget(content);
    area->setWidgetResizable(true);
    area->setAccessibleName(windowTitle());
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(area, 1);
    layout->addWidget(buttons);
    resize(460, 560);
    area->setFocus();
}

void KeysDialog::addSection(QGridLayout &grid, const QString &title, const QList<Key> &keys)
{
    if (keys.isEmpty())
        return;
    auto *head = new QLabel(title);
    head->setFont(Theme::strong(m_theme.bodyFont()));
    head->setContentsMargins(0, 10, 0, 2);
    grid.addWidget(head, grid.rowCount(), 0, 1, 2);
    for (const Key &key : keys) {
        const int row = grid.rowCount();
        auto *name = new QLabel(key.keys);
        name->setForegroundRole(QPalette::PlaceholderText);
        auto *words = new QLabel(key.words);
        words->setWordWrap(true);
        for (QLabel *label : {name, words})
            label->setTextFormat(Qt::PlainText);
        grid.addWidget(name, row, 0, Qt::AlignTop);
        grid.addWidget(words, row, 1);
    }
}

QList<std::pair<QString, QList<KeysDialog::Key>>> KeysDialog::ofPlaces()
{
    const QString arrows = u"↑ ↓"_s;
    return {{tr("In lists"),
             {{arrows, tr("Open the next or the previous one")},
              {native(u"Return"_s), tr("Show the message that a search found, or what a row is about")},
              {native(u"Del"_s), tr("Take away a filter or a tag; discard a message of the outbox")},
              {u"1 – 9"_s, tr("Choose from the statuses that may follow")}}},
            {tr("While writing"),
             {{native(u"Return"_s), tr("Send")},
              {native(u"Shift+Return"_s), tr("New line")},
              {u"/"_s, tr("Quick replies, at the begin of a line")},
              {u"↑"_s, tr("Change the last message, while nothing is written")}}},
            {tr("In the conversation"),
             {{arrows, tr("From message to message")},
              {native(u"Return"_s), tr("The first thing that can be done with it")},
              {native(u"Home"_s) + u", "_s + native(u"End"_s), tr("To the begin, to the end")},
              {native(u"Menu"_s), tr("All that can be done with it")}}},
            {tr("Everywhere"),
             {{native(u"Esc"_s), tr("Leave the innermost thing; no text is lost")},
              {native(u"Tab"_s), tr("To the next field or button")}}}};
}

} // namespace desk::ui
