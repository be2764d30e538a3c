#pragma once

#include "ui/chat/chatmodel.h"
#include "ui/chat/imagestore.h"
#include "ui/theme/theme.h"

#include <QPointer>

namespace desk::ui {

/// What is done to single messages of the open conversation, whoever asks for it: a bubble, its menu or a key.
///
/// Dialogs that it opens do not block. Lives on the GUI thread; does not own what it is given.
class MessageCommands : public QObject
{
    Q_OBJECT

public:
    /// @param window that dialogs belong to.
    MessageCommands(CoreGateway &gateway, ChatModel &model, ImageStore &images, const Theme &theme, QWidget *window);
    ~MessageCommands() override;

    /// Null: it is not loaded.
    [[nodiscard]] const ThreadMessage *find(MessageId id) const;
    /// Whether whoever acts here may change its words, as far as is known.
    [[nodiscard]] bool mayEdit(const ThreadMessage &message) const;
    [[nodiscard]] bool mayTakeBack(const ThreadMessage &message) const;
    /// Of our own newest message that may still be edited; invalid: none may.
    [[nodiscard]] MessageId lastEditable() const;

    void resend(MessageId id) { act(id, &MessageActions::resend); }
    void dismiss(MessageId id) { act(id, &MessageActions::dismiss); }
    /// @param emoji empty: ours is taken back.
    void react(MessageId id, const QString &emoji);
    /// Asks first: it disappears at the customer's too.
    void takeBack(MessageId id);
    void fetch(MessageId id);
    void save(MessageId id);
    /// With the program that the system has for it.
    void open(MessageId id);
    void showImage(MessageId id);
    /// Times, and the cause of a refusal.
    void showDetail(MessageId id);
    /// Asks first, with the whole address.
    void openLink(const QString &address);

Q_SIGNALS:
    void failed(const QString &message);
    /// In words for people, when something is done.
    void noticed(const QString &message);

private:
    void act(MessageId id, Result<Message> (MessageActions::*what)(MessageId));
    void ask(const std::function<Result<Message>(DeskServices &)> &work);
    void withCopy(const Attachment &file, const QString &target, const std::function<void(bool)> &then);

    CoreGateway &m_gateway;
    ChatModel &m_model;
    ImageStore &m_images;
    const Theme &m_theme;
    QPointer<QWidget> m_window;
    struct OpenedFiles;
    std::unique_ptr<OpenedFiles> m_opened; ///< copies that other programs look at; they go at the end
};

} // namespace desk::ui
