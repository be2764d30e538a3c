#pragma once

#include "ui/chat/emojibook.h"
#include "ui/theme/theme.h"

#include <QFrame>

class QButtonGroup;
class QLabel;
class QLineEdit;
class QListView;
class QStandardItemModel;

namespace desk::ui {

/// A window to choose an emoji from: by its name in the words of the console or in English, by group, or from those used last.
///
/// It is all keyboard: what is typed searches, arrows move, Enter takes, Escape closes. GUI thread.
class EmojiPicker : public QFrame
{
    Q_OBJECT

public:
    EmojiPicker(EmojiBook &book, const Theme &theme, QWidget *parent = nullptr);

    /// Above @p place, in global coordinates, or below where there is no room.
    void openAt(const QRect &place);
    [[nodiscard]] QLineEdit &search() const { return *m_search; }
    [[nodiscard]] QListView &list() const { return *m_list; }

Q_SIGNALS:
    void picked(const QString &emoji);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void makeGroups(QWidget *row);
    void fill(const QList<EmojiBook::Emoji> &emoji);
    void searched(const QString &typed);
    void chooseGroup(int group);
    void take();
    bool searchKey(int key);

    static constexpr int recentGroup = -2; ///< QButtonGroup keeps -1 for itself

    EmojiBook &m_book;
    const Theme &m_theme;
    QLineEdit *m_search;
    QListView *m_list;
    QStandardItemModel *m_model;
    QButtonGroup *m_groups;
    QLabel *m_name;
};

} // namespace desk::ui
