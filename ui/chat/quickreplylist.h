#pragma once

#include "core/administration/quickreplies.h"
#include "ui/coregateway.h"

#include <QListWidget>

namespace desk::ui {

/// The quick replies that begin with what is typed, over the conversation, above the field that they are for. GUI thread.
class QuickReplyList : public QListWidget
{
    Q_OBJECT

public:
    QuickReplyList(CoreGateway &gateway, QWidget *field);

    /// @param beginning of the shortcut; empty: all.
    void offer(const QString &beginning);
    /// Up, Down, Enter, Tab or Escape, while it is shown.
    void takeKey(int key);

Q_SIGNALS:
    void chosen(const QString &text);
    void closed();

protected:
    void hideEvent(QHideEvent *event) override;

private:
    void load();
    void choose(int row);
    void place();

    CoreGateway &m_gateway;
    QWidget *m_field;
    QList<QuickReply> m_replies;
};

} // namespace desk::ui
