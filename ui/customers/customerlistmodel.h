#pragma once

#include "core/storage/customerrepository.h"
#include "ui/coregateway.h"

#include <QAbstractListModel>
#include <QSet>

namespace desk::ui {

/// The customers that a text finds, all without one, newest first and loaded by pages. What changes in the core changes single rows.
/// Lives on the GUI thread.
class CustomerListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { LineRole = Qt::UserRole + 1, WordsRole };
    enum class State { Loading, Ready, Failed };
    static constexpr int pageSize = 80;

    explicit CustomerListModel(CoreGateway &gateway, QObject *parent = nullptr);

    void setFilter(const QString &text);
    [[nodiscard]] const QString &filter() const { return m_filter.text; }
    void reload();
    /// One that is not listed.
    void setExcluded(CustomerId customer) { m_excluded = customer; }
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const CustomerLine *lineAt(int row) const;
    [[nodiscard]] int rowOf(CustomerId customer) const; ///< -1: not loaded

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

    [[nodiscard]] static QString nameOf(const Customer &customer);

Q_SIGNALS:
    void stateChanged();

private:
    void load();
    void take(const QList<LiveEvent> &events);
    void refreshChanged();
    void apply(const QSet<CustomerId> &asked, const QList<CustomerLine> &found);
    void setState(State state);

    CoreGateway &m_gateway;
    CustomerFilter m_filter;
    CustomerId m_excluded;
    QList<CustomerLine> m_lines;
    State m_state = State::Loading;
    QSet<CustomerId> m_changed;
    quint64 m_generation = 0;
    qint64 m_last = 0; ///< where the next page goes on
    bool m_hasMore = true;
    bool m_loading = false;
    bool m_refreshing = false;
};

} // namespace desk::ui

Q_DECLARE_METATYPE(desk::CustomerLine)
