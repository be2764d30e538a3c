#include "ui/chat/emojipicker.h"

#include "ui/theme/deskstyle.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QScreen>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

constexpr int emojiCell = 34;
constexpr int emojiColumns = 9;
constexpr int emojiRows = 6;
constexpr int emojiPixels = 20;

/// One emoji in the middle of its cell.
class EmojiDelegate final : public QStyledItemDelegate
{
public:
    EmojiDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) { }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem & /*option*/, const QModelIndex & /*index*/) const override
    {
        return {emojiCell, emojiCell};
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const bool current = option.state & QStyle::State_Selected;
        if (current || (option.state & QStyle::State_MouseOver)) {
            painter->setBrush(m_theme.color(current ? Token::Select : Token::Hover));
            painter->setPen(current ? QPen(m_theme.color(Token::Focus), 2) : QPen(Qt::NoPen));
            painter->drawRoundedRect(QRectF(option.rect).adjusted(2, 2, -2, -2), controlRadius, controlRadius);
        }
        QFont font = EmojiBook::withEmoji(m_theme.bodyFont());
        font.setPixelSize(emojiPixels);
        painter->setFont(font);
        painter->setPen(m_theme.color(Token::Text));
        painter->drawText(option.rect, Qt::AlignCenter, index.data().toString());
        painter->restore();
    }

private:
    const Theme &m_theme;
};

} // namespace

EmojiPicker::EmojiPicker(EmojiBook &book, const Theme &theme, QWidget *parent)
    : QFrame(parent, Qt::Popup), m_book(book), m_theme(theme), m_search(new QLineEdit(this)),
      m_list(new QListView(this)), m_model(new QStandardItemModel(this)), m_groups(new QButtonGroup(this)),
      m_name(new QLabel(this))
{
    setAccessibleName(tr("Emoji"));
    m_search->setPlaceholderText(tr("Search emoji"));
    m_search->setAccessibleName(tr("Search emoji"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_list->setAccessibleName(tr("Emoji"));
    m_list->setViewMode(QListView::IconMode);
    m_list->setMovement(QListView::Static);
    m_list->setUniformItemSizes(true);
    m_list->setGridSize({emojiCell, emojiCell});
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    m_list->setItemDelegate(new EmojiDelegate(m_theme, m_list));
    m_list->setModel(m_model);
    m_list->setFixedSize(emojiCell * emojiColumns + 18, emojiCell * emojiRows + 2);
    m_list->installEventFilter(this);
    m_name->setTextFormat(Qt::PlainText);
    m_name->setForegroundRole(QPalette::PlaceholderText);
    m_name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *groups = new QWidget(this);
    makeGroups(groups);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(6);
    layout->addWidget(m_search);
    layout->addWidget(groups);
    layout->addWidget(m_list);
    layout->addWidget(m_name);
    if (EmojiBook::fontFamily().isEmpty()) {
        auto *missing = new QLabel(
            tr("This computer has no emoji font: some may look empty here. They arrive all the same."), this);
        missing->setWordWrap(true);
        missing->setForegroundRole(QPalette::PlaceholderText);
        layout->addWidget(missing);
    }
    connect(m_search, &QLineEdit::textChanged, this, &EmojiPicker::searched);
    connect(m_list, &QListView::clicked, this, &EmojiPicker::take);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) { m_name->setText(current.data(Qt::AccessibleTextRole).toString()); });
}

void EmojiPicker::makeGroups(QWidget *row)
{
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    struct Group
    {
        int id;
        QString icon;
        QString name;
    };
    const QList<Group> groups{{recentGroup, u"clock"_s, tr("Used last")},
                              {0, u"smile"_s, tr("Faces and feelings")},
                              {1, u"hand"_s, tr("People")},
                              {2, u"paw-print"_s, tr("Animals and nature")},
                              {3, u"utensils"_s, tr("Food and drink")},
                              {4, u"car"_s, tr("Travel and places")},
                              {5, u"trophy"_s, tr("Activities")},
                              {6, u"lightbulb"_s, tr("Things")},
                              {7, u"hash"_s, tr("Symbols")},
                              {8, u"flag"_s, tr("Flags")}};
    for (const Group &group : groups) {
        auto *button = new QToolButton(row);
        buttonrole::give(button, buttonrole::quiet);
        button->setIcon(m_theme.icon(group.icon));
        button->setToolTip(group.name);
        button->setAccessibleName(group.name);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::NoFocus);
        m_groups->addButton(button, group.id);
        layout->addWidget(button);
    }
    layout->addStretch();
    connect(m_groups, &QButtonGroup::idClicked, this, &EmojiPicker::chooseGroup);
}

void EmojiPicker::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Raised));
    painter.setPen(m_theme.color(Token::LineStrong));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void EmojiPicker::openAt(const QRect &place)
{
    m_search->clear();
    chooseGroup(m_book.recent().isEmpty() ? 0 : recentGroup);
    adjustSize();
    QPoint corner(place.left(), place.top() - height() - 4);
    if (const QScreen *screen = parentWidget() ? parentWidget()->screen() : nullptr) {
        const QRect room = screen->availableGeometry();
        if (corner.y() < room.top())
            corner.setY(place.bottom() + 4);
        corner.setX(qBound(room.left(), corner.x(), qMax(room.left(), room.right() - width())));
    }
    move(corner);
    show();
    m_search->setFocus(Qt::PopupFocusReason);
}

void EmojiPicker::fill(const QList<EmojiBook::Emoji> &emoji)
{
    m_model->clear();
    // What the font cannot join would stand over its neighbours, as the parts that it is made of.
    QFont font = EmojiBook::withEmoji(m_theme.bodyFont());
    font.setPixelSize(emojiPixels);
    const QFontMetrics metrics(font);
    const int widest = metrics.horizontalAdvance(u"😀"_s) * 3 / 2;
    for (const EmojiBook::Emoji &one : emoji) {
        if (metrics.horizontalAdvance(one.text) > widest)
            continue;
        auto *item = new QStandardItem(one.text);
        const QString name = EmojiBook::nameOf(one);
        item->setData(name, Qt::AccessibleTextRole);
        item->setToolTip(name);
        item->setEditable(false);
        m_model->appendRow(item);
    }
    m_list->setCurrentIndex(m_model->index(0, 0));
    if (emoji.isEmpty())
        m_name->setText(tr("Nothing is called that."));
}

void EmojiPicker::searched(const QString &typed)
{
    if (typed.trimmed().isEmpty())
        return chooseGroup(m_book.recent().isEmpty() ? 0 : recentGroup);
    m_groups->setExclusive(false);
    if (QAbstractButton *checked = m_groups->checkedButton())
        checked->setChecked(false);
    m_groups->setExclusive(true);
    fill(m_book.find(typed));
}

void EmojiPicker::chooseGroup(int group)
{
    m_groups->button(group)->setChecked(true);
    if (!m_search->text().isEmpty()) {
        const QSignalBlocker quiet(m_search);
        m_search->clear();
    }
    fill(group == recentGroup ? m_book.recent() : m_book.ofGroup(group));
}

void EmojiPicker::take()
{
    const QString emoji = m_list->currentIndex().data().toString();
    if (emoji.isEmpty())
        return;
    m_book.use(emoji);
    close();
    Q_EMIT picked(emoji);
}

bool EmojiPicker::searchKey(int key)
{
    switch (key) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        take();
        return true;
    case Qt::Key_Down:
        m_list->setFocus(Qt::TabFocusReason);
        return true;
    default:
        return false;
    }
}

bool EmojiPicker::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    if (watched == m_search)
        return searchKey(key->key()) || QFrame::eventFilter(watched, event);
    if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
        take();
        return true;
    }
    const bool top = key->key() == Qt::Key_Up && m_list->currentIndex().row() < emojiColumns;
    const bool typed = !key->text().isEmpty() && key->text().at(0).isPrint();
    if (top || typed || key->key() == Qt::Key_Backspace) {
        m_search->setFocus(Qt::OtherFocusReason);
        if (typed)
            m_search->insert(key->text());
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace desk::ui
