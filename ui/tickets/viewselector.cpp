#include "ui/tickets/viewselector.h"

#include "ui/theme/deskstyle.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

constexpr int rowIcon = 16;
constexpr int tabPadding = 7;

/// One view: its words and its count.
class ViewButton final : public QAbstractButton
{
public:
    ViewButton(const Theme &theme, const TicketView &view, ViewSelector::Shape shape, QWidget *parent)
        : QAbstractButton(parent), m_theme(theme), m_view(view), m_shape(shape)
    {
        setCheckable(true);
        setText(shape == ViewSelector::Shape::Tabs && !view.shortTitle.isEmpty() ? view.shortTitle : view.title);
        setToolTip(view.group == TicketView::Group::Saved ? view.title.toHtmlEscaped() : QString());
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
        setSizePolicy(shape == ViewSelector::Shape::List ? QSizePolicy::Expanding : QSizePolicy::Fixed,
                      QSizePolicy::Fixed);
    }

    void setCount(int count)
    {
        const QString words = count < 0 ? QString()
            : count >= DeskCounts::most ? u"%1+"_s.arg(DeskCounts::most - 1)
                                        : QString::number(count);
        if (words == m_count && !accessibleName().isEmpty())
            return;
        m_count = words;
        setAccessibleName(m_count.isEmpty() ? text() : text() + u' ' + m_count);
        updateGeometry();
        update();
    }

    [[nodiscard]] const QString &count() const { return m_count; }

    [[nodiscard]] QSize sizeHint() const override
    {
        const QFontMetrics metrics(Theme::strong(m_theme.bodyFont()));
        if (m_shape == ViewSelector::Shape::List)
            return {120, metrics.height() + 11};
        const QString words = m_count.isEmpty() ? text() : text() + u' ' + m_count;
        return {metrics.horizontalAdvance(words) + 2 * tabPadding, metrics.height() + 18};
    }

protected:
    void paintEvent(QPaintEvent * /*event*/) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        if (m_shape == ViewSelector::Shape::List)
            paintRow(painter);
        else
            paintTab(painter);
        if (hasFocus()) {
            painter.setPen(QPen(m_theme.color(Token::Focus), 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), controlRadius, controlRadius);
        }
    }

private:
    void paintTab(QPainter &painter) const
    {
        const Token ink = isChecked() ? Token::Text : underMouse() ? Token::Text : Token::Text2;
        painter.setFont(isChecked() ? Theme::strong(m_theme.bodyFont()) : m_theme.bodyFont());
        painter.setPen(m_theme.color(ink));
        const QString words = m_count.isEmpty() ? text() : text() + u' ' + m_count;
        painter.drawText(rect().adjusted(0, 0, 0, -2), Qt::AlignCenter, words);
        if (isChecked())
            painter.fillRect(QRect(0, height() - 2, width(), 2), m_theme.color(Token::Accent));
    }
    void paintRow(QPainter &painter) const
    {
        const QRectF ground = QRectF(rect()).adjusted(0, 0.5, 0, -0.5);
        if (isChecked() || underMouse()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(m_theme.color(isChecked() ? Token::Select : Token::Hover));
            painter.drawRoundedRect(ground, controlRadius, controlRadius);
        }
        const Token ink = isChecked() ? Token::Text : Token::Text2;
        painter.drawPixmap(8, (height() - rowIcon) / 2, m_theme.pixmap(m_view.icon, ink, rowIcon, devicePixelRatioF()));
        painter.setFont(isChecked() ? Theme::strong(m_theme.bodyFont()) : m_theme.bodyFont());
        painter.setPen(m_theme.color(ink));
        const int counted = m_count.isEmpty() ? 0 : painter.fontMetrics().horizontalAdvance(m_count) + 8;
        const QRect room = rect().adjusted(32, 0, -8 - counted, 0);
        painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(text(), Qt::ElideRight, room.width()));
        painter.setPen(m_theme.color(isChecked() ? Token::Text : Token::Text3));
        painter.drawText(rect().adjusted(0, 0, -8, 0), Qt::AlignRight | Qt::AlignVCenter, m_count);
    }

    const Theme &m_theme;
    TicketView m_view;
    ViewSelector::Shape m_shape;
    QString m_count;
};

} // namespace

ViewSelector::ViewSelector(const Theme &theme, Shape shape, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_shape(shape),
      m_layout(new QBoxLayout(shape == Shape::Tabs ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom, this)),
      m_group(new QButtonGroup(this)), m_more(new QToolButton(this))
{
    const bool tabs = shape == Shape::Tabs;
    m_layout->setContentsMargins(tabs ? QMargins(6, 0, 6, 0) : QMargins(8, 10, 8, 10));
    m_layout->setSpacing(tabs ? 2 : 1);
    buttonrole::give(m_more, buttonrole::quiet);
    m_more->setIcon(m_theme.icon(u"ellipsis"_s));
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setAccessibleName(tr("More views"));
    m_more->setToolTip(tr("More views"));
    m_more->setMenu(new QMenu(m_more));
    m_more->hide();
    setAccessibleName(tr("Views"));
    connect(&m_theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ViewSelector::setViews(const QList<TicketView> &views)
{
    const auto same = [](const TicketView &a, const TicketView &b) { return a.id == b.id && a.title == b.title; };
    if (std::equal(views.cbegin(), views.cend(), m_views.cbegin(), m_views.cend(), same)) {
        m_views = views; // counters and filters may be new
        return;
    }
    while (QLayoutItem *item = m_layout->takeAt(0)) {
        if (item->widget() && item->widget() != m_more)
            item->widget()->deleteLater();
        delete item;
    }
    m_buttons.clear();
    m_views = views;
    // Tabs begin with the view that one begins with.
    if (m_shape == Shape::Tabs)
        std::stable_partition(m_views.begin(), m_views.end(),
                              [](const TicketView &view) { return view.id == TicketView::first; });
    for (int i = 0; i < m_views.size(); ++i) {
        const TicketView &view = m_views.at(i);
        if (m_shape == Shape::List && (i == 0 || m_views.at(i - 1).group != view.group)) {
            auto *caption = new QLabel(TicketView::groupTitle(view.group), this);
            caption->setFont(Theme::strong(m_theme.captionFont()));
            caption->setForegroundRole(QPalette::PlaceholderText);
            caption->setContentsMargins(8, i == 0 ? 0 : 12, 8, 3);
            m_layout->addWidget(caption);
        }
        addButton(view);
    }
    m_layout->addStretch();
    if (m_shape == Shape::Tabs)
        m_layout->addWidget(m_more);
    fitTabs();
}

void ViewSelector::addButton(const TicketView &view)
{
    auto *button = new ViewButton(m_theme, view, m_shape, this);
    m_group->addButton(button);
    m_layout->addWidget(button);
    m_buttons << button;
    connect(button, &QAbstractButton::clicked, this, [this, id = view.id] { Q_EMIT chosen(id); });
    button->show();
}

void ViewSelector::setCounts(const DeskCounts &counts)
{
    for (int i = 0; i < m_views.size(); ++i)
        static_cast<ViewButton *>(m_buttons.at(i))->setCount(m_views.at(i).count ? m_views.at(i).count(counts) : -1);
    fitTabs();
}

void ViewSelector::setCurrent(const QString &id)
{
    m_group->setExclusive(false);
    for (int i = 0; i < m_views.size(); ++i)
        m_buttons.at(i)->setChecked(m_views.at(i).id == id);
    m_group->setExclusive(true);
    fitTabs();
}

QSize ViewSelector::minimumSizeHint() const
{
    return {m_shape == Shape::Tabs ? 120 : 160, QWidget::minimumSizeHint().height()};
}

void ViewSelector::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitTabs();
}

void ViewSelector::fitTabs()
{
    if (m_shape != Shape::Tabs)
        return;
    const int room = width() - m_layout->contentsMargins().left() - m_layout->contentsMargins().right()
        - m_more->sizeHint().width();
    int used = 0;
    QList<int> hidden;
    // The chosen one is always seen.
    for (const QAbstractButton *button : std::as_const(m_buttons))
        used += button->isChecked() ? button->sizeHint().width() + m_layout->spacing() : 0;
    for (int i = 0; i < m_buttons.size(); ++i) {
        QAbstractButton *button = m_buttons.at(i);
        if (button->isChecked()) {
            button->show();
            continue;
        }
        used += button->sizeHint().width() + m_layout->spacing();
        // Only those of everyday are tabs; the others have their place in the menu.
        const bool fits = used <= room && hidden.isEmpty() && m_views.at(i).group == TicketView::Group::Inbox;
        button->setVisible(fits);
        if (!fits)
            hidden << i;
    }
    fillMore(hidden);
}

void ViewSelector::fillMore(const QList<int> &hidden)
{
    QMenu *menu = m_more->menu();
    menu->clear();
    for (int i = 0; i < hidden.size(); ++i) {
        const TicketView &view = m_views.at(hidden.at(i));
        if (i == 0 || m_views.at(hidden.at(i - 1)).group != view.group)
            menu->addSection(TicketView::groupTitle(view.group));
        const auto *button = static_cast<const ViewButton *>(m_buttons.at(hidden.at(i)));
        const QString words = button->count().isEmpty() ? view.title : view.title + u"  "_s + button->count();
        menu->addAction(m_theme.icon(view.icon), QString(words).replace(u'&', u"&&"_s), this,
                        [this, id = view.id] { Q_EMIT chosen(id); });
    }
    m_more->setVisible(!hidden.isEmpty());
}

void ViewSelector::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(m_shape == Shape::Tabs ? Token::Surface : Token::Window));
    if (m_shape == Shape::Tabs)
        painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.color(Token::Line));
}

} // namespace desk::ui
