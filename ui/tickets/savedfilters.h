#pragma once

#include "core/storage/savedfilterrepository.h"
#include "ui/coregateway.h"

namespace desk::ui {

/// The filters that whoever acts here keeps, and what is done with them. Lives on the GUI thread.
class SavedFilters : public QObject
{
    Q_OBJECT

public:
    explicit SavedFilters(CoreGateway &gateway, QObject *parent = nullptr);

    [[nodiscard]] const QList<SavedFilter> &all() const { return m_filters; }
    /// As the desk's counts ask for them: of open tickets; what is over is not counted.
    [[nodiscard]] QHash<qint64, TicketFilter> counted() const;
    void add(const QString &name, const TicketChoice &choice);
    void rename(qint64 id, const QString &name);
    void setChoice(qint64 id, const TicketChoice &choice);
    void remove(qint64 id);

Q_SIGNALS:
    void changed();
    /// A new one is kept, and listed.
    void added(qint64 id);
    void failed(const QString &message);

private:
    void load();
    void change(qint64 id, const std::function<void(SavedFilter &)> &how);
    void settle(const QFuture<Result<>> &done);

    CoreGateway &m_gateway;
    QList<SavedFilter> m_filters;
};

} // namespace desk::ui
